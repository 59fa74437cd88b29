package io.sluice.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Asks the database itself, in the SQL that one would write who has raw readings alone. The last
 * column of each statement is the value.
 */
final class SqlAnswering implements Answering {
    private static final String OF_SERIES =
            "series_id = (select id from series where device_id = ? and metric = ?)";
    private static final String IN_RANGE = "ts >= ? and ts < ?";

    private static final String LATEST =
            "select ts, value from reading where "
                    + OF_SERIES
                    + " order by ts desc, ordinal desc limit 1";
    private static final String RAW_DAY =
            "select ts, quality, value from reading where "
                    + OF_SERIES
                    + " and "
                    + IN_RANGE
                    + " order by ts, ordinal";
    private static final String YEAR =
            "select date_bin(? * interval '1 microsecond', ts, ?) as bucket, avg(value) from"
                    + " reading where "
                    + OF_SERIES
                    + " and "
                    + IN_RANGE
                    + " group by bucket order by bucket";
    private static final String FLEET_DAY =
            "select date_bin('1 hour', ts, ?) as bucket, avg(value) from reading where series_id in"
                    + " (select id from series where device_id like 'fleet-_____') and "
                    + IN_RANGE
                    + " group by bucket order by bucket";

    private final Connection connection;

    SqlAnswering(Platform platform) {
        try {
            this.connection = platform.database();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Answered answer(Asked asked) {
        long start = System.nanoTime();
        try (PreparedStatement statement = prepare(asked);
                ResultSet result = statement.executeQuery()) {
            int last = result.getMetaData().getColumnCount();
            long rows = 0;
            double sum = 0;
            while (result.next()) {
                rows++;
                sum += result.getDouble(last);
            }
            return new Answered(System.nanoTime() - start, rows, sum, null);
        } catch (SQLException e) {
            return new Answered(System.nanoTime() - start, 0, 0, e.toString());
        }
    }

    private PreparedStatement prepare(Asked asked) throws SQLException {
        return switch (asked.question()) {
            case LATEST -> statement(LATEST, asked.deviceId(), asked.metricName());
            case RAW_DAY ->
                    statement(
                            RAW_DAY,
                            asked.deviceId(),
                            asked.metricName(),
                            time(asked.from()),
                            time(asked.until()));
            case YEAR ->
                    statement(
                            YEAR,
                            Duration.between(asked.from(), asked.until()).toMillis()
                                            * 1000
                                            / Asked.MAX_POINTS
                                    + 1,
                            time(asked.from()),
                            asked.deviceId(),
                            asked.metricName(),
                            time(asked.from()),
                            time(asked.until()));
            case FLEET_DAY ->
                    statement(
                            FLEET_DAY, time(asked.from()), time(asked.from()), time(asked.until()));
        };
    }

    private PreparedStatement statement(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
