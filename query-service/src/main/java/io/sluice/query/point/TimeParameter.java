package io.sluice.query.point;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time in a request: ISO-8601 ({@code 2026-11-21T10:00:00Z}; without an offset it is UTC, without
 * a time of day it is midnight), or an epoch number in seconds, milliseconds, microseconds or
 * nanoseconds, told apart by its magnitude, with or without a fraction.
 */
public final class TimeParameter {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,19}(\\.\\d{1,30})?");
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("[uuuu-MM-dd'T'HH:mm:ss][uuuu-MM-dd'T'HH:mm][uuuu-MM-dd]");

    private TimeParameter() {}

    /**
     * The time that a parameter gives, or a default where it is missing.
     *
     * @throws QueryException {@code invalid_time}
     */
    public static Instant parse(String name, @Nullable String text, Instant missing) {
        if (text == null || text.isBlank()) {
            return missing;
        }
        try {
            // A plus that was not encoded arrives as a space.
            Instant instant = parse(text.strip().replace(' ', '+'));
            if (instant.isBefore(Instant.EPOCH)
                    || !instant.isBefore(Instant.parse("9999-12-31T00:00:00Z"))) {
                throw new DateTimeException("beyond 1970 to 9999");
            }
            return instant;
        } catch (DateTimeException | ArithmeticException e) {
            throw new QueryException(
                    ErrorCode.INVALID_TIME,
                    name
                            + " '"
                            + (text.length() > 64 ? text.substring(0, 64) + "…" : text)
                            + "' is not a time: ISO-8601 or an epoch number",
                    e);
        }
    }

    private static Instant parse(String text) {
        if (NUMBER.matcher(text).matches()) {
            return fromEpoch(new BigDecimal(text));
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            return withoutOffset(text);
        }
    }

    private static Instant withoutOffset(String text) {
        TemporalAccessor parsed =
                text.indexOf('.') > 0
                        ? LocalDateTime.parse(text)
                        : ISO.parseBest(text, LocalDateTime::from, LocalDate::from);
        return parsed instanceof LocalDate day
                ? day.atStartOfDay(ZoneOffset.UTC).toInstant()
                : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
    }

    private static Instant fromEpoch(BigDecimal number) {
        BigDecimal seconds = number.movePointLeft(decimalsOfUnit(number));
        long whole = seconds.longValue();
        int nanos = seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).intValue();
        return Instant.ofEpochSecond(whole, nanos);
    }

    /** 0 for seconds, 3 for milliseconds and so on. */
    private static int decimalsOfUnit(BigDecimal number) {
        long magnitude = number.toBigInteger().longValueExact();
        if (magnitude < 100_000_000_000L) {
            return 0;
        }
        if (magnitude < 100_000_000_000_000L) {
            return 3;
        }
        return magnitude < 100_000_000_000_000_000L ? 6 : 9;
    }
}
