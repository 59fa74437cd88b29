package io.sluice.query.analysis;

import io.sluice.query.database.PostgresStatement;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.time.Duration;
import java.time.ZoneId;

/**
 * The width of buckets: {@code hourly}, {@code daily} or an ISO-8601 duration. From a day on they
 * begin at midnight of the zone, counted from 1970-01-01; shorter ones are counted from
 * 1970-01-01T00:00:00Z.
 */
record Step(Duration width) {
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final Duration MOST = Duration.ofDays(3_660);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * @throws QueryException {@code invalid_resolution}
     */
    static Step parse(String text) {
        return switch (text.strip()) {
            case "hourly" -> new Step(HOUR);
            case "daily" -> new Step(DAY);
            default ->
                    new Step(
                            Parameters.duration(
                                    "resolution", text, LEAST, MOST, ErrorCode.INVALID_RESOLUTION));
        };
    }

    /** Whether no bucket divides an hour of a zone that is whole hours from UTC. */
    boolean isByHour() {
        return width.toNanos() % HOUR.toNanos() == 0;
    }

    /** Whether buckets follow the clocks of the zone. */
    boolean isLocal() {
        return width.compareTo(DAY) >= 0;
    }

    /** The beginning of the bucket that a column lies in. */
    PostgresStatement startOf(String timestamp, ZoneId zone) {
        String binned = "date_bin(? * interval '1 microsecond', ";
        long micros = width.toNanos() / 1_000;
        return isLocal()
                ? new PostgresStatement()
                        .add(
                                binned
                                        + timestamp
                                        + " at time zone ?, timestamp '1970-01-01') at time zone ?",
                                micros,
                                zone.getId(),
                                zone.getId())
                : new PostgresStatement()
                        .add(
                                binned + timestamp + ", timestamptz '1970-01-01 00:00:00+00')",
                                micros);
    }
}
