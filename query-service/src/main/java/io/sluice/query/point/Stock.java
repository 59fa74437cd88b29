package io.sluice.query.point;

import io.sluice.query.tier.TierFacts;
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

    /** What is to be known of a range of it to choose a tier. */
    public TierFacts factsIn(TimeRange range) {
        TimeRange extent = extent().orElse(range);
        return new TierFacts(
                range.fromMicros(),
                range.toMicros(),
                extent.fromMicros(),
                Math.max(extent.fromMicros(), extent.toMicros() - 1),
                rows,
                goneIn(range, rawGoneUntil),
                goneIn(range, hourlyGoneUntil));
    }

    private static @Nullable Long goneIn(TimeRange range, @Nullable Long until) {
        return until != null && until > range.fromMicros() ? until : null;
    }
}
