package io.sluice.query.point;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Readings of one series, one after the other.
 *
 * @param series the number of the series
 * @param after only what comes after this place, in the order asked for; or null for all
 * @param limit the most of them
 */
public record PointQuery(
        int series, TimeRange range, Order order, @Nullable PointPlace after, int limit) {
    /** In which order of time. */
    public enum Order {
        ASC,
        DESC
    }

    Optional<PointPlace> place() {
        return Optional.ofNullable(after);
    }
}
