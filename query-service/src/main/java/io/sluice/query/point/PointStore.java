package io.sluice.query.point;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where the readings of series lie. Whoever reads them asks here, and does not know where that is.
 */
public interface PointStore {
    /** Readings of one series in the order of time and ordinal. */
    List<Point> points(PointQuery query);

    /** Readings of one series in the order of time and ordinal, as they are read. */
    void readings(ReadingQuery query, PointRows rows);

    /** The readings of series summed up by bucket, as they are read; empty buckets are left out. */
    void buckets(BucketQuery query, SummaryRows rows);

    /** How many readings of one series are in a range. */
    long count(int series, TimeRange range, ReadingFilter filter);

    /** What there is of some series in a range, without reading the readings. */
    Stock stock(Collection<Integer> series, TimeRange range);

    /** The latest reading of a series by event time. */
    Optional<Point> latest(int series);

    /** From when to when each series has readings; series without any are left out. */
    List<Span> spans(Collection<Integer> series);

    /**
     * The readings of series summed up by bucket, in the order of buckets; buckets without readings
     * are left out.
     */
    List<Aggregate> aggregates(Collection<Integer> series, TimeRange range, Resolution resolution);

    /**
     * How many different places (time and ordinal) the readings of several series have together.
     */
    long places(Collection<Integer> series, TimeRange range);
}
