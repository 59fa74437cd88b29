package io.sluice.query.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The statements that answer requests. Rows come one after the other and not all at once, so that
 * memory does not grow with their number.
 */
@Component
public final class PostgresQueries {
    private static final int ROWS_AT_ONCE = 5_000;

    private final JdbcTemplate jdbc;

    PostgresQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes a row. */
    @FunctionalInterface
    public interface Row {
        void take(ResultSet row) throws SQLException;
    }

    /** Makes something of a row. */
    @FunctionalInterface
    public interface Mapping<T> {
        T of(ResultSet row) throws SQLException;
    }

    /**
     * Reads all rows of a statement.
     *
     * @param parameters in the order of the question marks; an Instant stands for a timestamptz, an
     *     int[] or String[] for an array
     */
    public void forEach(String sql, List<?> parameters, Row row) {
        jdbc.execute((Connection connection) -> {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setFetchSize(ROWS_AT_ONCE);
                set(statement, parameters);
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        row.take(result);
                    }
                }
                return true;
            } finally {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        });
    }

    /** All rows of a statement, which are few. */
    public <T> List<T> list(String sql, List<?> parameters, Mapping<T> mapping) {
        List<T> list = new ArrayList<>();
        forEach(sql, parameters, row -> list.add(mapping.of(row)));
        return list;
    }

    private static void set(PreparedStatement statement, List<?> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            Object parameter = parameters.get(i);
            statement.setObject(
                    i + 1,
                    parameter instanceof Instant instant
                            ? instant.atOffset(ZoneOffset.UTC)
                            : parameter);
        }
    }
}
