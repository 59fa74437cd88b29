package io.sluice.problem;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionTimedOutException;

/** What a failure of the database is to the one who asked: whether trying again can mend it. */
enum DatabaseFailure {
    /** It took too long, and was ended. */
    TOO_SLOW,
    /** The database does not answer, or can't do this just now. */
    AWAY,
    /** The same question fails again. */
    OURS;

    /** Of PostgreSQL: ended by a time limit, or by somebody. */
    private static final String QUERY_CANCELED = "57014";

    /**
     * Classes of states that are about the server and not about the statement: connection, rolled
     * back because of others, resources, intervention by an operator, system error.
     */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "57", "58");

    /** The first of the causes that tells anything decides. */
    static DatabaseFailure of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isTooSlow(cause)) {
                return TOO_SLOW;
            }
            if (isAway(cause)) {
                return AWAY;
            }
        }
        return OURS;
    }

    private static boolean isTooSlow(Throwable cause) {
        return cause instanceof QueryTimeoutException
                || cause instanceof TransactionTimedOutException
                || QUERY_CANCELED.equals(stateOf(cause));
    }

    private static boolean isAway(Throwable cause) {
        String state = stateOf(cause);
        return cause instanceof TransientDataAccessException
                || cause instanceof RecoverableDataAccessException
                || cause instanceof DataAccessResourceFailureException
                || cause instanceof CannotCreateTransactionException
                || cause instanceof SQLTransientException
                || cause instanceof SQLRecoverableException
                || (state != null
                        && state.length() == QUERY_CANCELED.length()
                        && PASSING_CLASSES.contains(state.substring(0, 2)));
    }

    private static @Nullable String stateOf(Throwable cause) {
        return cause instanceof SQLException sql ? sql.getSQLState() : null;
    }
}
