package io.sluice.ingestion.reading;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One value of one metric at one event time, of a device that is named beside it.
 *
 * @param metric see {@link MetricName}
 * @param unit the unit it was sent with, up to 32 characters, or null
 * @param time microseconds since 1970-01-01T00:00:00Z
 * @param ordinal its place among the readings of the same device, metric and time in one message, 0
 *     to 32767
 * @param value finite
 * @param quality bits of {@link io.sluice.contracts.readings.QualityFlag}
 */
public record Reading(
        String metric, @Nullable String unit, long time, int ordinal, double value, int quality) {
    /** The highest ordinal: what the column of the database holds. */
    public static final int MAX_ORDINAL = Short.MAX_VALUE;

    private static final int LONGEST_UNIT = 32;

    public Reading {
        if (!MetricName.isValid(metric)) {
            throw new IllegalArgumentException("metric '" + metric + "'");
        }
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value " + value);
        }
        if (ordinal < 0 || ordinal > MAX_ORDINAL) {
            throw new IllegalArgumentException(
                    "ordinal " + ordinal + " is not in 0 to " + MAX_ORDINAL);
        }
    }

    public Optional<String> knownUnit() {
        return Optional.ofNullable(unit);
    }

    /** A unit as it was sent, or null if it can't be one: what is measured is taken without it. */
    static @Nullable String unitOrNull(@Nullable String sent) {
        boolean isUnit =
                sent != null
                        && !sent.isEmpty()
                        && sent.length() <= LONGEST_UNIT
                        && sent.chars().noneMatch(Character::isISOControl);
        return isUnit ? sent : null;
    }
}
