package io.sluice.query.point;

import io.sluice.query.tier.Aggregation;
import io.sluice.query.tier.Bucket;
import io.sluice.query.tier.Tier;
import java.util.List;
import java.util.Set;

/**
 * Readings of series summed up by bucket, from one tier.
 *
 * @param series the numbers of the series
 * @param groups for each series the number of the group that it is summed up in, together with the
 *     other series of it
 * @param range for a tier of rollups: of full hours or days
 * @param tier one that has the bucket's borders, the aggregations and what the filters tell apart
 * @param aggregations those that are needed
 * @param order of the buckets, within their groups, which are in ascending order
 * @param limit the most buckets
 */
public record BucketQuery(
        List<Integer> series,
        List<Integer> groups,
        TimeRange range,
        Tier tier,
        Bucket bucket,
        Set<Aggregation> aggregations,
        ReadingFilter filter,
        PointQuery.Order order,
        int limit) {
    public BucketQuery {
        series = List.copyOf(series);
        groups = List.copyOf(groups);
        aggregations = Set.copyOf(aggregations);
        if (series.size() != groups.size()) {
            throw new IllegalArgumentException(
                    series.size() + " series, and groups of " + groups.size());
        }
        if (tier != Tier.RAW
                && !(filter.isToldBy(tier)
                        && aggregations.stream().allMatch(Aggregation::isInRollups))) {
            throw new IllegalArgumentException("rollups do not tell this");
        }
    }

    /** Whether all series are summed up together. */
    boolean isOneGroup() {
        return groups.stream().distinct().count() <= 1;
    }
}
