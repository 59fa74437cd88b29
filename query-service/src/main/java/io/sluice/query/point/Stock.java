package io.sluice.query.point;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What there is of some series in a range, as far as rollups tell without reading the readings.
 *
 * @param rows about how many readings: those of the hours or days at the ends count in full
 * @param firstAt the time of the first reading: microseconds since 1970; null if there is none
 * @param lastAt the time of the last
 * @param rawGoneUntil the end of the last hour whose readings are not kept any more, or null
 * @param hourlyGoneUntil the end of the last day whose hours are not kept any more, or null
 * @param pendingHours how many hours are marked to be computed anew: their rollups are behind
 * @param version a text that changes when a reading in the range comes or changes; null while some
 *     are there that rollups do not tell of yet
 */
public record Stock(
        long rows,
        @Nullable Long firstAt,
        @Nullable Long lastAt,
        @Nullable Long rawGoneUntil,
        @Nullable Long hourlyGoneUntil,
        long pendingHours,
        @Nullable String version) {
    /** The times from the first reading to just after the last. */
    public Optional<TimeRange> extent() {
        return firstAt == null || lastAt == null
                ? Optional.empty()
                : Optional.of(TimeRange.ofMicros(firstAt, lastAt + 1));
    }
}
