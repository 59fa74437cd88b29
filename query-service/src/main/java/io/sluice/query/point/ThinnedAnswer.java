package io.sluice.query.point;

import io.sluice.downsampling.Downsampling;
import io.sluice.query.answer.Answer;
import io.sluice.query.answer.Column;
import io.sluice.query.answer.RowSink;
import io.sluice.query.tier.Aggregation;
import io.sluice.query.tier.Bucket;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The readings of a series, or its buckets, thinned out. */
final class ThinnedAnswer implements Answer {
    private static final List<Column> COLUMNS =
            List.of(Column.time("time"), Column.number("value"));

    private final PointStore store;
    private final PointsPlan plan;
    private final PointsQuestion question;
    private final Thinning thinning;
    private long rowsRead;
    private long found;

    ThinnedAnswer(PointStore store, PointsPlan plan, Thinning thinning) {
        this.store = store;
        this.plan = plan;
        this.question = plan.question();
        this.thinning = thinning;
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
        return COLUMNS;
    }

    @Override
    public Map<String, Object> writeTo(RowSink sink) {
        Bucket bucket = plan.bucket();
        if (plan.range().fromMicros() < plan.range().toMicros()) {
            if (bucket == null) {
                thinReadings(sink);
            } else {
                thinBuckets(bucket, sink);
            }
        }
        return plan.tail(rowsRead, found, null);
    }

    private void thinReadings(RowSink sink) {
        long count =
                thinning == Thinning.LTTB
                        ? store.count(plan.series().id(), plan.range(), question.filter())
                        : 0;
        Downsampling engine = begin(plan.range(), count, sink);
        ReadingQuery all =
                new ReadingQuery(
                        plan.series().id(),
                        plan.range(),
                        question.filter(),
                        PointQuery.Order.ASC,
                        null,
                        Integer.MAX_VALUE);
        store.readings(
                all,
                (time, _, value, _) -> {
                    rowsRead++;
                    found++;
                    engine.add(time, value);
                });
        engine.end();
    }

    /** The first bucket may begin before the range. */
    private void thinBuckets(Bucket bucket, RowSink sink) {
        Aggregation aggregation = question.aggregations().getFirst();
        long start = bucket.start(plan.range().fromMicros());
        TimeRange starts =
                TimeRange.ofMicros(
                        Math.min(start, plan.range().fromMicros()), plan.range().toMicros());
        Downsampling engine = begin(starts, buckets(bucket, starts), sink);
        BucketQuery all =
                new BucketQuery(
                        List.of(plan.series().id()),
                        List.of(0),
                        plan.range(),
                        plan.tier(),
                        bucket,
                        EnumSet.of(aggregation),
                        question.filter(),
                        PointQuery.Order.ASC,
                        Integer.MAX_VALUE);
        store.buckets(
                all,
                summary -> {
                    rowsRead += summary.rows();
                    found += summary.count();
                    double value = summary.value(aggregation);
                    if (Double.isFinite(value)) {
                        engine.add(Math.max(summary.start(), starts.fromMicros()), value);
                    }
                });
        engine.end();
    }

    /** How many buckets there are if none is empty; if some are, LTTB divides less evenly. */
    private static long buckets(Bucket bucket, TimeRange range) {
        long width = bucket.next(range.fromMicros()) - range.fromMicros();
        return Math.max(1, Math.ceilDiv(range.toMicros() - range.fromMicros(), width));
    }

    private Downsampling begin(TimeRange range, long count, RowSink sink) {
        int most = Math.min(question.maxPoints(), plan.mostRows());
        return thinning.begin(
                range,
                count,
                most,
                (time, value) -> {
                    sink.time(time);
                    sink.number(value);
                    sink.end();
                });
    }

    @Override
    public Optional<String> version() {
        return plan.version();
    }
}
