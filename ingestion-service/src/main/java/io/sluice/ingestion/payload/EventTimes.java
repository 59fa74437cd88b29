package io.sluice.ingestion.payload;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Event times as devices write them, as microseconds since 1970-01-01T00:00:00Z.
 *
 * <p>Epoch numbers are told apart by their magnitude: below 1e11 they are seconds, below 1e14
 * milliseconds, below 1e17 microseconds, otherwise nanoseconds. ISO-8601 without an offset is UTC.
 */
final class EventTimes {
    private static final long SECONDS_BELOW = 100_000_000_000L;
    private static final long MILLIS_BELOW = 100_000_000_000_000L;
    private static final long MICROS_BELOW = 100_000_000_000_000_000L;

    private EventTimes() {}

    static long fromEpoch(long number) {
        if (number > -SECONDS_BELOW && number < SECONDS_BELOW) {
            return number * 1_000_000;
        }
        if (number > -MILLIS_BELOW && number < MILLIS_BELOW) {
            return number * 1_000;
        }
        if (number > -MICROS_BELOW && number < MICROS_BELOW) {
            return number;
        }
        return Math.floorDiv(number, 1_000);
    }

    /**
     * @throws DateTimeException if it is not finite or beyond all times
     */
    static long fromEpoch(double number) {
        double magnitude = Math.abs(number);
        double micros;
        if (magnitude < SECONDS_BELOW) {
            micros = number * 1e6;
        } else if (magnitude < MILLIS_BELOW) {
            micros = number * 1e3;
        } else if (magnitude < MICROS_BELOW) {
            micros = number;
        } else {
            micros = number / 1e3;
        }
        return rounded(micros, number);
    }

    /**
     * @throws DateTimeException if it is not finite or beyond all times
     */
    static long ofSeconds(double seconds) {
        return rounded(seconds * 1e6, seconds);
    }

    private static long rounded(double micros, double number) {
        if (!(Math.abs(micros) < 1e18)) {
            throw new DateTimeException(number + " is not a time");
        }
        return Math.round(micros);
    }

    /**
     * Reads ISO-8601, or an epoch number written as text.
     *
     * @throws DateTimeException if it is neither
     */
    static long parse(String text) {
        if (text.length() > 64) {
            throw new DateTimeException("a time of " + text.length() + " characters");
        }
        long micros = IsoTime.parse(text);
        if (micros != IsoTime.UNUSUAL) {
            return micros;
        }
        return looksLikeNumber(text) ? parseEpoch(text) : parseAnyIso(text);
    }

    private static boolean looksLikeNumber(String text) {
        return text.chars()
                        .allMatch(c ->
                                (c >= '0' && c <= '9')
                                        || c == '.'
                                        || c == 'e'
                                        || c == 'E'
                                        || c == '+'
                                        || c == '-')
                && text.indexOf('-', 1) < 0;
    }

    private static long parseEpoch(String text) {
        try {
            return text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0
                    ? fromEpoch(Long.parseLong(text))
                    : fromEpoch(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw new DateTimeException(
                    "'" + text + "' is neither an epoch number nor ISO-8601", e);
        }
    }

    private static long parseAnyIso(String text) {
        try {
            return ChronoUnit.MICROS.between(
                    Instant.EPOCH,
                    hasOffset(text)
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (ArithmeticException e) {
            throw new DateTimeException("'" + text + "' is beyond all times", e);
        }
    }

    private static boolean hasOffset(String text) {
        int time = Math.max(text.indexOf('T'), text.indexOf('t'));
        return text.endsWith("Z")
                || text.endsWith("z")
                || text.indexOf('+', time) > 0
                || text.indexOf('-', time) > time;
    }
}
