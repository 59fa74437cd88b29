package io.sluice.query.tier;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is there to choose from. Times are microseconds since 1970.
 *
 * @param from the beginning of the range that is asked for
 * @param to its end
 * @param firstAt about the time of the first reading in it
 * @param lastAt about the time of the last
 * @param rows about how many readings are in it
 * @param rawGoneUntil the end of the last hour in it without its readings, or null
 * @param hourlyGoneUntil the end of the last day in it without its hours, or null
 */
public record TierFacts(
        long from,
        long to,
        long firstAt,
        long lastAt,
        long rows,
        @Nullable Long rawGoneUntil,
        @Nullable Long hourlyGoneUntil) {
    /** From when on a tier is there, if it is not there in all of the range. */
    public Optional<Long> goneUntil(Tier tier) {
        return Optional.ofNullable(
                switch (tier) {
                    case RAW -> rawGoneUntil;
                    case HOURLY -> hourlyGoneUntil;
                    case DAILY -> null;
                });
    }
}
