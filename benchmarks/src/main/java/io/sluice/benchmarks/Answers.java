package io.sluice.benchmarks;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The answers to one question: how long they took, and whether they were right in size. */
final class Answers {
    /** The names of the columns of {@link #line}. */
    static final String HEAD =
            "  %-16s %6s %9s %9s %9s %9s %9s%n"
                    .formatted("ms", "runs", "rows", "p50", "p90", "p99", "max");

    private final Histogram micros = new ConcurrentHistogram(3_600_000_000L, 3);
    private final Histogram rows = new ConcurrentHistogram(100_000_000, 5);
    private final LongAdder wrong = new LongAdder();
    private final AtomicReference<@Nullable String> firstWrong = new AtomicReference<>();

    void add(Asked asked, Answered answered) {
        micros.recordValue(Math.min(answered.nanos() / 1000, micros.getHighestTrackableValue()));
        rows.recordValue(answered.rows());
        String failure = answered.failure();
        if (failure != null) {
            wrong(failure);
        } else if (!asked.isRightInSize(answered.rows())) {
            wrong(
                    "%d rows, and not %d to %d: %s"
                            .formatted(answered.rows(), asked.fewest(), asked.most(), asked));
        }
    }

    /** Notes that an answer was not what it should be. */
    void wrong(String what) {
        wrong.increment();
        firstWrong.compareAndSet(null, what);
    }

    long runs() {
        return micros.getTotalCount();
    }

    boolean areRight() {
        return wrong.sum() == 0;
    }

    /** In milliseconds. */
    double percentile(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }

    boolean isMet(Duration goal) {
        return percentile(99) <= goal.toNanos() / 1e6;
    }

    /**
     * One line of a table, and one more about the first answer that was wrong.
     *
     * @param name who answered
     * @param remark at the end
     */
    String line(String name, String remark) {
        long fewest = runs() == 0 ? 0 : rows.getMinValue();
        long most = rows.getMaxValue();
        String counts = fewest == most ? Long.toString(most) : fewest + "-" + most;
        String line =
                String.format(
                        Locale.ROOT,
                        "  %-16s %6d %9s %9.1f %9.1f %9.1f %9.1f %s%n",
                        name,
                        runs(),
                        counts,
                        percentile(50),
                        percentile(90),
                        percentile(99),
                        percentile(100),
                        areRight() ? remark : "  " + wrong.sum() + " WRONG");
        return areRight() ? line : line + "    the first: " + firstWrong.get() + "\n";
    }
}
