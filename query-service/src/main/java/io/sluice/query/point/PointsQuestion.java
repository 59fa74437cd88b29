package io.sluice.query.point;

import io.sluice.query.tier.Aggregation;
import io.sluice.query.tier.AskedResolution;
import io.sluice.query.tier.TierNeeds;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the points of a series.
 *
 * @param from null for the beginning of the series
 * @param to null for its end
 * @param maxPoints the most points of {@code auto}, and of what is thinned out
 * @param limit the most rows, or null
 * @param after where to go on, or null
 * @param isZoned whether the zone was given
 */
record PointsQuestion(
        @Nullable Instant from,
        @Nullable Instant to,
        AskedResolution resolution,
        List<Aggregation> aggregations,
        int maxPoints,
        @Nullable Thinning thinning,
        Fill fill,
        ReadingFilter filter,
        ZoneId zone,
        boolean isZoned,
        PointQuery.Order order,
        @Nullable Integer limit,
        @Nullable String after) {
    TimeRange range() {
        return new TimeRange(
                from == null ? TimeRange.ALL.from() : from, to == null ? TimeRange.ALL.to() : to);
    }

    TierNeeds needs() {
        return new TierNeeds(aggregations, filter::isToldBy, !filter.calendar().isAlways(), zone);
    }
}
