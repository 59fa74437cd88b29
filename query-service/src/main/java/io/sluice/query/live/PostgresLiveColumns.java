package io.sluice.query.live;

import io.sluice.contracts.readings.ReadingsTopic;
import io.sluice.downsampling.M4Column;
import io.sluice.query.database.PostgresQueries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The columns as the database has them. */
@Component
final class PostgresLiveColumns {
    /** Readings of one time are in the order of their ordinals; of equal extremes the earliest. */
    private static final String M4 =
            """
            count(*), min(array[micros, ordinal, value]), max(array[micros, ordinal, value]),
            min(array[value, micros]), max(array[value, -micros])\
            """;

    private static final String READINGS =
            """
            (select (extract(epoch from ts) * 1000000)::bigint as micros, ordinal, value
             from reading where series_id = ? and ts >= %s and ts < %s) readings\
            """;

    private static final String RANGE =
            "select micros / ? as number, "
                    + M4
                    + " from "
                    + READINGS.formatted("?", "?")
                    + " group by number";

    private static final String SOME =
            "select number, m4.* from unnest(?::bigint[]) as number cross join lateral (select "
                    + M4
                    + " from "
                    + READINGS.formatted(
                            "timestamptz 'epoch' + number * ?::bigint * interval '1 microsecond'",
                            "timestamptz 'epoch' + (number + 1) * ?::bigint * interval '1"
                                    + " microsecond'")
                    + ") m4";

    private static final String WRITTEN =
            "select partition, next_offset from writer_offset where topic = ?";

    private final PostgresQueries queries;

    PostgresLiveColumns(PostgresQueries queries) {
        this.queries = queries;
    }

    /**
     * By partition, up to where the topic is in the database. What is read later has at least that.
     */
    Map<Integer, Long> written() {
        Map<Integer, Long> written = new HashMap<>();
        queries.forEach(
                WRITTEN,
                List.of(ReadingsTopic.TOPIC.name()),
                row -> written.put(row.getInt(1), row.getLong(2)));
        return written;
    }

    /**
     * The columns of a range that are not empty.
     *
     * @param duration of a column, in microseconds
     */
    Map<Long, M4Column> range(int series, long duration, long firstNumber, long endNumber) {
        Map<Long, M4Column> columns = new HashMap<>();
        queries.forEach(
                RANGE,
                List.of(
                        duration,
                        series,
                        instant(firstNumber * duration),
                        instant(endNumber * duration)),
                row -> columns.put(row.getLong(1), column(row)));
        return columns;
    }

    /** Some columns, the empty ones too. */
    Map<Long, M4Column> some(int series, long duration, List<Long> numbers) {
        Map<Long, M4Column> columns = new HashMap<>();
        queries.forEach(
                SOME,
                List.of(
                        numbers.stream().mapToLong(Long::longValue).toArray(),
                        series,
                        duration,
                        duration),
                row -> columns.put(row.getLong(1), column(row)));
        return columns;
    }

    private static M4Column column(ResultSet row) throws SQLException {
        M4Column column = new M4Column();
        long count = row.getLong(2);
        if (count > 0) {
            Double[] first = numbers(row, 3);
            Double[] last = numbers(row, 4);
            Double[] least = numbers(row, 5);
            Double[] greatest = numbers(row, 6);
            column.add(first[0].longValue(), first[2]);
            column.add(least[1].longValue(), least[0]);
            column.add(-greatest[1].longValue(), greatest[0]);
            column.add(last[0].longValue(), last[2]);
            column.setCount(count);
        }
        return column;
    }

    private static Double[] numbers(ResultSet row, int column) throws SQLException {
        return (Double[]) row.getArray(column).getArray();
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
