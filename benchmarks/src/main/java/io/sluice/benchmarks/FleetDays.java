package io.sluice.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * Room for the readings of a fleet in the table {@code reading}. Its partitions are the business of
 * query-service: so one reading of each day goes the usual way, and the writer makes what it needs.
 */
record FleetDays(Platform platform, Fleet fleet) {
    private static final String DEVICE = "fleet-days";
    private static final String METRIC = "day";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String COUNT =
            """
            select count(*) from reading r join series s on s.id = r.series_id
            where s.device_id = ? and s.metric = ? and r.ts >= ?::timestamptz and r.ts < ?::timestamptz
            """;

    /** Returns when rows of every day of the fleet can be written. */
    void ensure() throws SQLException {
        Instant first = fleet.from().truncatedTo(ChronoUnit.DAYS);
        StringBuilder readings = new StringBuilder("[");
        long days = 0;
        for (Instant day = first; day.isBefore(fleet.until()); day = day.plus(1, ChronoUnit.DAYS)) {
            readings.append(days == 0 ? "" : ",")
                    .append(
                            "{\"device_id\":\"%s\",\"timestamp\":\"%s\",\"%s\":%d}"
                                    .formatted(DEVICE, day, METRIC, days));
            days++;
        }
        if (stored(first) == days) {
            return;
        }
        platform.register(Stream.of(DEVICE));
        platform.sendReadings(readings.append(']').toString());
        await(first, days);
        System.out.printf("made room for %d days%n", days);
    }

    private void await(Instant first, long days) throws SQLException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        long stored = stored(first);
        while (stored < days) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException(
                        "%d of %d readings stored after %s: query-service does not write"
                                .formatted(stored, days, PATIENCE));
            }
            Waiting.until(System.nanoTime() + 50_000_000);
            stored = stored(first);
        }
    }

    private long stored(Instant first) throws SQLException {
        try (Connection connection = platform.database();
                PreparedStatement count = connection.prepareStatement(COUNT)) {
            count.setString(1, DEVICE);
            count.setString(2, METRIC);
            count.setString(3, first.toString());
            count.setString(4, fleet.until().toString());
            try (ResultSet result = count.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }
}
