package io.sluice.query.tier;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The resolution that is asked for. */
public sealed interface AskedResolution {
    /** Whichever fits the range and the number of points. */
    record Auto() implements AskedResolution {}

    /** The readings themselves. */
    record Raw() implements AskedResolution {}

    /** Buckets. */
    record Buckets(Bucket bucket) implements AskedResolution {}

    /** The narrowest bucket. */
    Duration NARROWEST = Duration.ofMillis(1);

    /** The widest bucket. */
    Duration WIDEST = Duration.ofDays(3_660);

    /** What {@link Duration} does not read. */
    Pattern WEEKS = Pattern.compile("P(\\d{1,4})W");

    /**
     * {@code auto}, {@code raw}, {@code hourly}, {@code daily}, {@code whole} or an ISO-8601
     * duration of weeks, days, hours, minutes and seconds.
     *
     * @throws QueryException {@code invalid_resolution}
     */
    static AskedResolution parse(String text, ZoneId zone) {
        return switch (text) {
            case "auto" -> new Auto();
            case "raw" -> new Raw();
            case "hourly" -> new Buckets(Bucket.of(Duration.ofHours(1), zone));
            case "daily" -> new Buckets(Bucket.of(Duration.ofDays(1), zone));
            case "whole" -> new Buckets(Bucket.WHOLE);
            default -> new Buckets(Bucket.of(width(text), zone));
        };
    }

    private static Duration width(String text) {
        Duration width = duration(text);
        if (width.compareTo(NARROWEST) < 0 || width.compareTo(WIDEST) > 0) {
            throw refused(text, "is not between PT0.001S and P3660D");
        }
        if (width.toNanos() % 1_000 != 0) {
            throw refused(text, "is not in full microseconds");
        }
        return width;
    }

    private static Duration duration(String text) {
        Matcher weeks = WEEKS.matcher(text.toUpperCase(Locale.ROOT));
        if (weeks.matches()) {
            return Duration.ofDays(7L * Integer.parseInt(weeks.group(1)));
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeException | ArithmeticException _) {
            throw refused(
                    text,
                    "is none of auto, raw, hourly, daily, whole, and not an ISO-8601 duration of"
                            + " weeks, days, hours, minutes and seconds such as PT15M");
        }
    }

    private static QueryException refused(String text, String reason) {
        return new QueryException(
                ErrorCode.INVALID_RESOLUTION, "resolution '" + Excerpt.of(text) + "' " + reason);
    }
}
