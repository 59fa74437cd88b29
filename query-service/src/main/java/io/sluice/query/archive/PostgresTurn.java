package io.sluice.query.archive;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * One run of the retention or one restore at a time, over all instances: who has the turn holds an
 * advisory lock with a connection of its own, and the database takes it back with the connection.
 */
public final class PostgresTurn {
    private static final long LOCK = 7_203_114_902L;

    private final PostgresArchivePool pool;

    PostgresTurn(PostgresArchivePool pool) {
        this.pool = pool;
    }

    /** The turn, until it is closed. */
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Takes the turn.
     *
     * @throws QueryException {@code retention_busy} if another has it
     */
    public Held take() {
        try {
            Connection connection = pool.connections().getConnection();
            try {
                if (call(connection, "select pg_try_advisory_lock(?)")) {
                    return () -> giveBack(connection);
                }
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            connection.close();
            throw new QueryException(
                    ErrorCode.RETENTION_BUSY, "a run of the retention or a restore is under way");
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("no turn from the database", e);
        }
    }

    private static void giveBack(Connection connection) {
        try (connection) {
            call(connection, "select pg_advisory_unlock(?)");
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the turn is gone already", e);
        }
    }

    private static boolean call(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, LOCK);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }
}
