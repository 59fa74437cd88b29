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
