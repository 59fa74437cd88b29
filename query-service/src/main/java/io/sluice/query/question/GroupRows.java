package io.sluice.query.question;

import io.sluice.query.answer.RowSink;
import io.sluice.query.calendar.CalendarCondition;
import io.sluice.query.point.BucketRow;
import io.sluice.query.point.Fill;
import io.sluice.query.point.GapFilling;
import io.sluice.query.point.TimeRange;
import io.sluice.query.tier.Bucket;
import io.sluice.query.tier.Tier;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Writes the buckets of one group after the other: all, with gaps filled, or the highest. */
final class GroupRows {
    /** A bucket whose value may be among the highest. */
    private record Candidate(long start, double value) {}

    private static final Comparator<Candidate> LOWEST_FIRST =
            Comparator.comparingDouble(Candidate::value)
                    .thenComparing(Comparator.comparingLong(Candidate::start).reversed());

    private final Question question;
    private final Bucket bucket;
    private final TimeRange range;
    private final RowSink sink;
    private final BucketRow row;
    private final PriorityQueue<Candidate> highest = new PriorityQueue<>(LOWEST_FIRST);
    private @Nullable GapFilling filling;

    /**
     * @param range the range that is read: gaps are filled up to its end
     */
    GroupRows(Question question, Bucket bucket, TimeRange range, RowSink sink) {
        this.question = question;
        this.bucket = bucket;
        this.range = range;
        this.sink = sink;
        this.row = new BucketRow(question.aggregations(), sink);
    }

    /** Begins a group; the one before has been ended. */
    void begin(List<@Nullable String> keys) {
        sink.group(keys);
        filling =
                question.fill() == Fill.NONE || bucket instanceof Bucket.Whole
                        ? null
                        : new GapFilling(
                                question.fill(), bucket, range.fromMicros(), this::isAsked, row);
    }

    /** A bucket of the group, after those before it. */
    void add(long bucketStart, double[] values) {
        long start = bucket instanceof Bucket.Whole ? range.fromMicros() : bucketStart;
        Integer top = question.top();
        GapFilling gaps = filling;
        if (top != null) {
            keepHighest(start, values[0], top);
        } else if (gaps != null) {
            gaps.add(start, values);
        } else {
            row.write(start, values);
        }
    }

    private void keepHighest(long start, double value, int top) {
        if (Double.isFinite(value)) {
            highest.add(new Candidate(start, value));
            if (highest.size() > top) {
                highest.remove();
            }
        }
    }

    /** Ends the group. */
    void end() {
        if (filling != null) {
            filling.end(range.toMicros());
            filling = null;
        }
        List<Candidate> ascending = new ArrayList<>();
        while (!highest.isEmpty()) {
            ascending.add(highest.remove());
        }
        for (Candidate one : ascending.reversed()) {
            row.write(one.start(), new double[] {one.value()});
        }
    }

    /** Hours and days that the calendar leaves out are no gaps. */
    private boolean isAsked(long start) {
        CalendarCondition calendar = question.filter().calendar();
        long width = bucket.next(start) - start;
        boolean isOneOrOther =
                width <= Tier.HOURLY.micros()
                        || (calendar.isByDay() && width <= Tier.DAILY.micros());
        return !isOneOrOther || calendar.contains(Instant.EPOCH.plus(start, ChronoUnit.MICROS));
    }
}
