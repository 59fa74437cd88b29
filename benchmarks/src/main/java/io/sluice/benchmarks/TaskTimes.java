package io.sluice.benchmarks;

import java.util.Locale;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long tasks took, each from right before its submission was sent. */
final class TaskTimes {
    private static final long LONGEST_MICROS = 3_600_000_000L;

    private final Histogram leased = new ConcurrentHistogram(LONGEST_MICROS, 3);
    private final Histogram finished = new ConcurrentHistogram(LONGEST_MICROS, 3);

    /** A node has received its lease. */
    void leased(long nanos) {
        leased.recordValue(Math.min(nanos / 1000, LONGEST_MICROS));
    }

    /** Its result was acknowledged. */
    void finished(long nanos) {
        finished.recordValue(Math.min(nanos / 1000, LONGEST_MICROS));
    }

    long leases() {
        return leased.getTotalCount();
    }

    /** In milliseconds. */
    double untilLeased(double percentile) {
        return leased.getValueAtPercentile(percentile) / 1000.0;
    }

    String leaseLine() {
        return line("until leased", leased);
    }

    String resultLine() {
        return line("until finished", finished);
    }

    private static String line(String name, Histogram micros) {
        return String.format(
                Locale.ROOT,
                "  %-16s p50 %.1f   p90 %.1f   p99 %.1f   p99.9 %.1f   max %.1f ms   (%,d"
                        + " tasks)%n",
                name,
                micros.getValueAtPercentile(50) / 1000.0,
                micros.getValueAtPercentile(90) / 1000.0,
                micros.getValueAtPercentile(99) / 1000.0,
                micros.getValueAtPercentile(99.9) / 1000.0,
                micros.getMaxValue() / 1000.0,
                micros.getTotalCount());
    }
}
