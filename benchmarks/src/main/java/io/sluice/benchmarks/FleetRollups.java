package io.sluice.benchmarks;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;

/**
 * The rollups of a fleet. They are made by query-service; as its writer does, this marks the hours
 * that have changed, some days at a time, and waits until the marks are worked off.
 */
final class FleetRollups {
    /** More are added when fewer are left: enough that the refresher has work all the time. */
    private static final int MARKS_AT_ONCE = 200_000;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_NANOS = 200_000_000;
    private static final long SHOW_NANOS = 10_000_000_000L;

    private static final String MARK =
            """
            insert into rollup_mark (hour, since, series_id)
            select h, h, s
            from generate_series(?::timestamptz, ?::timestamptz - interval '1 hour', interval '1 hour') h,
                unnest(?::int[]) s
            """;
    private static final String MARKS = "select count(*) from rollup_mark where hour < ?";
    private static final String ROLLED_UP =
            """
            select coalesce(sum(count), 0) from reading_hourly
            where series_id = any (?) and bucket >= ? and bucket < ?
            """;

    private final Platform platform;
    private final Fleet fleet;
    private final int[] ids;

    private long marked;
    private long left;
    private long changedAt;
    private long showAt;

    FleetRollups(Platform platform, Fleet fleet, int[] ids) {
        this.platform = platform;
        this.fleet = fleet;
        this.ids = ids.clone();
    }

    /** Returns whether all readings are in the rollups now. */
    boolean run() throws SQLException {
        try (Connection connection = platform.database()) {
            if (rolledUp(connection) == fleet.readings()) {
                System.out.println("all hours are rolled up");
                return true;
            }
            long start = System.nanoTime();
            changedAt = start;
            showAt = start + SHOW_NANOS;
            Instant day = fleet.from().truncatedTo(ChronoUnit.DAYS);
            for (; day.isBefore(fleet.until()); day = day.plus(1, ChronoUnit.DAYS)) {
                if (!awaitAtMost(connection, MARKS_AT_ONCE, start)) {
                    return false;
                }
                mark(connection, day, earlier(day.plus(1, ChronoUnit.DAYS), fleet.until()));
            }
            if (!awaitAtMost(connection, 0, start)) {
                return false;
            }
            show(start);
            return isComplete(connection);
        }
    }

    private boolean isComplete(Connection connection) throws SQLException {
        long rolledUp = rolledUp(connection);
        if (rolledUp != fleet.readings()) {
            System.out.printf(
                    "%,d readings are in the hours, and not %,d%n", rolledUp, fleet.readings());
        }
        return rolledUp == fleet.readings();
    }

    /** Returns whether no more are left than that; false when nothing goes on. */
    private boolean awaitAtMost(Connection connection, int marks, long start) throws SQLException {
        while (look(connection) > marks) {
            long now = System.nanoTime();
            if (now - changedAt > PATIENCE.toNanos()) {
                System.out.printf(
                        "%,d marks are left, and none has gone for %s: query-service does not"
                                + " refresh the rollups%n",
                        left, PATIENCE);
                return false;
            }
            if (now - showAt > 0) {
                show(start);
                showAt = now + SHOW_NANOS;
            }
            Waiting.until(now + LOOK_NANOS);
        }
        return true;
    }

    private long look(Connection connection) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(MARKS)) {
            count.setObject(1, time(fleet.until()));
            long now = number(count);
            if (now != left) {
                changedAt = System.nanoTime();
            }
            left = now;
            return now;
        }
    }

    private void mark(Connection connection, Instant from, Instant until) throws SQLException {
        try (PreparedStatement mark = connection.prepareStatement(MARK)) {
            mark.setObject(1, time(from));
            mark.setObject(2, time(until));
            mark.setArray(3, idsOf(connection));
            marked += mark.executeUpdate();
        }
    }

    private long rolledUp(Connection connection) throws SQLException {
        try (PreparedStatement sum = connection.prepareStatement(ROLLED_UP)) {
            sum.setArray(1, idsOf(connection));
            sum.setObject(2, time(fleet.from().truncatedTo(ChronoUnit.HOURS)));
            sum.setObject(3, time(fleet.until()));
            return number(sum);
        }
    }

    private void show(long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        long done = marked - left;
        System.out.printf(
                Locale.ROOT,
                "rolled up %,10d hours of series in %6.1f s   %,9.0f /s%n",
                done,
                seconds,
                done / seconds);
    }

    private Array idsOf(Connection connection) throws SQLException {
        return connection.createArrayOf("int4", Arrays.stream(ids).boxed().toArray());
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
