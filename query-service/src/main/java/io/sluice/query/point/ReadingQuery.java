package io.sluice.query.point;

import org.jspecify.annotations.Nullable;

/**
 * Readings of one series, one after the other, as many as there are.
 *
 * @param series the number of the series
 * @param after only what comes after this place, in the order asked for; or null for all
 * @param limit the most of them
 */
public record ReadingQuery(
        int series,
        TimeRange range,
        ReadingFilter filter,
        PointQuery.Order order,
        @Nullable PointPlace after,
        int limit) {}
