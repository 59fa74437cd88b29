package io.sluice.query.point;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A part of time, with its beginning and without its end.
 *
 * @param from the first instant of it
 * @param to the first instant after it
 */
public record TimeRange(Instant from, Instant to) {
    /** Everything that can be stored. */
    public static final TimeRange ALL =
            new TimeRange(
                    Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2200-01-01T00:00:00Z"));

    /**
     * @throws QueryException {@code invalid_range} if it ends before it begins
     */
    public TimeRange {
        if (from.isAfter(to)) {
            throw new QueryException(
                    ErrorCode.INVALID_RANGE, "from " + from + " is after to " + to);
        }
    }

    /** A range between two times in microseconds since 1970. */
    public static TimeRange ofMicros(long from, long to) {
        return new TimeRange(
                Instant.EPOCH.plus(from, ChronoUnit.MICROS),
                Instant.EPOCH.plus(to, ChronoUnit.MICROS));
    }

    /** Its beginning in microseconds since 1970; what is finer is rounded up. */
    public long fromMicros() {
        return micros(from);
    }

    /** Its end in microseconds since 1970; what is finer is rounded up. */
    public long toMicros() {
        return micros(to);
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time.plusNanos(999));
    }
}
