package io.sluice.query.database;

import io.sluice.query.client.ClientGoneException;
import io.sluice.query.client.ClientWatch;
import io.sluice.query.client.WatchedWork;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLState;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The statements that answer requests. Rows come one after the other and not all at once, so that
 * memory does not grow with their number. A statement is cancelled when the client of its request
 * goes.
 */
@Component
public final class PostgresQueries {
    private static final int ROWS_AT_ONCE = 5_000;
    private static final int ALL_AT_ONCE = 0;

    private final JdbcTemplate jdbc;
    private final ClientWatch clients;

    PostgresQueries(JdbcTemplate jdbc, ClientWatch clients) {
        this.jdbc = jdbc;
        this.clients = clients;
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
     * @throws QueryException {@code time_limit} if the database ended it for taking too long
     * @throws ClientGoneException if it was cancelled because nobody waits for it
     */
    public void forEach(String sql, List<?> parameters, Row row) {
        jdbc.execute((Connection connection) -> {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                read(connection, sql, parameters, ROWS_AT_ONCE, row);
                return true;
            } catch (SQLException e) {
                throw refused(connection, e);
            } finally {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        });
    }

    private void read(
            Connection connection, String sql, List<?> parameters, int rowsAtOnce, Row row)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                WatchedWork work = clients.during(() -> cancel(connection))) {
            statement.setFetchSize(rowsAtOnce);
            set(statement, parameters);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    if (work.isInVain()) {
                        throw new ClientGoneException(null);
                    }
                    row.take(result);
                }
            } catch (SQLException e) {
                if (work.isInVain()) {
                    throw new ClientGoneException(e);
                }
                throw e;
            }
        }
    }

    /** Not the statement's own cancel: it does nothing while rows are fetched. */
    private static void cancel(Connection connection) {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SQLException refused(Connection connection, SQLException failure)
            throws SQLException {
        if (!PSQLState.QUERY_CANCELED.getState().equals(failure.getSQLState())) {
            return failure;
        }
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
        try (Statement statement = connection.createStatement();
                ResultSet limit = statement.executeQuery("show statement_timeout")) {
            limit.next();
            throw new QueryException(
                    ErrorCode.TIME_LIMIT,
                    "the database worked on this for longer than "
                            + limit.getString(1)
                            + ", the limit sluice.queries.statement-timeout; ask for less",
                    failure);
        }
    }

    /**
     * All rows of a statement, which are few: they come at once, without a transaction around them.
     *
     * @param parameters as of {@link #forEach}, and with the same failures
     */
    public <T> List<T> list(String sql, List<?> parameters, Mapping<T> mapping) {
        List<T> list = new ArrayList<>();
        jdbc.execute((Connection connection) -> {
            try {
                read(connection, sql, parameters, ALL_AT_ONCE, row -> list.add(mapping.of(row)));
                return true;
            } catch (SQLException e) {
                throw refused(connection, e);
            }
        });
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
