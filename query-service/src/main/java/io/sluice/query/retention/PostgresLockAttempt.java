package io.sluice.query.retention;

import java.sql.SQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Locks tables, or finds that somebody else has them for longer than one wants to wait. */
final class PostgresLockAttempt {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final JdbcTemplate jdbc;

    PostgresLockAttempt(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks a table within the transaction of the caller, which can only be rolled back if this
     * fails.
     *
     * @param table as the database quotes it
     * @param patience such as {@code 1s}
     */
    boolean lock(String table, String mode, String patience) {
        jdbc.execute("set local lock_timeout = '" + patience + "'");
        try {
            jdbc.execute("lock table only %s in %s mode".formatted(table, mode));
            return true;
        } catch (DataAccessException e) {
            if (e.getMostSpecificCause() instanceof SQLException cause
                    && LOCK_NOT_AVAILABLE.equals(cause.getSQLState())) {
                return false;
            }
            throw e;
        }
    }
}
