package io.sluice.query.point;

import io.sluice.query.answer.Answer;
import io.sluice.query.answer.Column;
import io.sluice.query.answer.RowSink;
import io.sluice.query.calendar.CalendarCondition;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import io.sluice.query.tier.Bucket;
import io.sluice.query.tier.Tier;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The readings of a series summed up by bucket. */
final class BucketsAnswer implements Answer {
    private final PointStore store;
    private final PointsPlan plan;
    private final PointsQuestion question;
    private final Bucket bucket;

    /** What is left of the range after the place to go on at. */
    private final TimeRange range;

    /** Where the rows end that may be shown if empty buckets are shown too. */
    private final long end;

    private long rowsRead;
    private long found;
    private int written;
    private long lastStart;
    private @Nullable Long cutAt;

    BucketsAnswer(PointStore store, PointsPlan plan, Bucket bucket) {
        this.store = store;
        this.plan = plan;
        this.question = plan.question();
        this.bucket = bucket;
        this.range = rest();
        this.end = question.fill() == Fill.NONE ? range.toMicros() : endOfShown();
    }

    private TimeRange rest() {
        String after = question.after();
        if (after == null) {
            return plan.range();
        }
        Instant place = place(after);
        TimeRange all = plan.range();
        Instant inside =
                place.isBefore(all.from())
                        ? all.from()
                        : place.isAfter(all.to()) ? all.to() : place;
        return question.order() == PointQuery.Order.ASC
                ? new TimeRange(inside, all.to())
                : new TimeRange(all.from(), inside);
    }

    private static Instant place(String cursor) {
        try {
            return TimeParameter.parse("cursor", cursor, Instant.EPOCH);
        } catch (QueryException e) {
            throw new QueryException(
                    ErrorCode.INVALID_CURSOR, "the cursor is not the next of buckets", e);
        }
    }

    private long endOfShown() {
        long to = range.toMicros();
        long next = bucket.start(range.fromMicros());
        for (int i = 0; i < plan.mostRows() && next < to; i++) {
            next = bucket.next(next);
        }
        return Math.min(next, to);
    }

    @Override
    public Map<String, Object> head() {
        return plan.head();
    }

    @Override
    public String rows() {
        return "points";
    }

    @Override
    public List<Column> columns() {
        return BucketRow.columns(question.aggregations());
    }

    @Override
    public Map<String, Object> writeTo(RowSink sink) {
        BucketRow row = new BucketRow(question.aggregations(), sink);
        if (question.fill() == Fill.NONE || bucket instanceof Bucket.Whole) {
            store.buckets(query(), summary -> write(summary, row));
        } else {
            GapFilling filling =
                    new GapFilling(question.fill(), bucket, range.fromMicros(), this::isAsked, row);
            store.buckets(
                    query(),
                    summary -> {
                        count(summary);
                        filling.add(summary.start(), row.values(summary));
                    });
            filling.end(end);
            cutAt = end < range.toMicros() ? Long.valueOf(end) : null;
        }
        return plan.tail(rowsRead, found, next());
    }

    private BucketQuery query() {
        TimeRange shown = TimeRange.ofMicros(Math.min(range.fromMicros(), end), end);
        return new BucketQuery(
                List.of(plan.series().id()),
                List.of(0),
                shown,
                plan.tier(),
                bucket,
                EnumSet.copyOf(question.aggregations()),
                question.filter(),
                question.order(),
                plan.mostRows() + 1);
    }

    private void write(Summary summary, BucketRow row) {
        if (written == plan.mostRows()) {
            cutAt = question.order() == PointQuery.Order.ASC ? summary.start() : lastStart;
            return;
        }
        count(summary);
        lastStart = bucket instanceof Bucket.Whole ? plan.range().fromMicros() : summary.start();
        row.write(lastStart, row.values(summary));
        written++;
    }

    private void count(Summary summary) {
        rowsRead += summary.rows();
        found += summary.count();
    }

    private @Nullable String next() {
        Long place = cutAt;
        return place == null ? null : Instant.EPOCH.plus(place, ChronoUnit.MICROS).toString();
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

    @Override
    public Optional<String> version() {
        return plan.version();
    }
}
