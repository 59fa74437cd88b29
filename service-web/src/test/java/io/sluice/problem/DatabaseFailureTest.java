package io.sluice.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.PermissionDeniedDataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.transaction.UnexpectedRollbackException;

class DatabaseFailureTest {
    @ParameterizedTest
    @MethodSource
    void databaseThatIsAwayOrBusyIsWorthAnotherTry(Exception failure) {
        assertThat(DatabaseFailure.of(failure)).isEqualTo(DatabaseFailure.AWAY);
    }

    static Stream<Exception> databaseThatIsAwayOrBusyIsWorthAnotherTry() {
        return Stream.of(
                new DataAccessResourceFailureException("no connection"),
                new CannotCreateTransactionException("no connection"),
                new RecoverableDataAccessException("connect again"),
                new TransientDataAccessResourceException("busy"),
                new CannotAcquireLockException("locked"),
                new OptimisticLockingFailureException("another was first"),
                new TransactionSystemException(
                        "commit", new SQLException("connection lost", "08006")),
                new IllegalStateException(new SQLTransientConnectionException("pool is empty")));
    }

    @ParameterizedTest
    @MethodSource
    void statementThatTookTooLongIsToldApart(Exception failure) {
        assertThat(DatabaseFailure.of(failure)).isEqualTo(DatabaseFailure.TOO_SLOW);
    }

    static Stream<Exception> statementThatTookTooLongIsToldApart() {
        return Stream.of(
                new QueryTimeoutException("cancelled"),
                new TransactionTimedOutException("cancelled"),
                new TransactionSystemException("commit", new SQLException("cancelled", "57014")));
    }

    @ParameterizedTest
    @MethodSource
    void whatFailsEachTimeIsOurs(Exception failure) {
        assertThat(DatabaseFailure.of(failure)).isEqualTo(DatabaseFailure.OURS);
    }

    static Stream<Exception> whatFailsEachTimeIsOurs() {
        return Stream.of(
                new DataIntegrityViolationException(
                        "overflow", new SQLException("value out of range", "22003")),
                new InvalidDataAccessResourceUsageException(
                        "no such table", new SQLException("no such table", "42P01")),
                new PermissionDeniedDataAccessException(
                        "may not", new SQLException("may not", "42501")),
                new InvalidDataAccessApiUsageException("wrong call"),
                new EmptyResultDataAccessException(1),
                new UnexpectedRollbackException("rolled back"),
                new IllegalTransactionStateException("no transaction"),
                new TransactionSystemException("commit"));
    }

    /** As it arrives through JPA, which does not tell such states apart. */
    @ParameterizedTest
    @CsvSource({
        "08001, AWAY",
        "53300, AWAY",
        "57P01, AWAY",
        "57P03, AWAY",
        "58030, AWAY",
        "40P01, AWAY",
        "57014, TOO_SLOW",
        "22021, OURS",
        "23505, OURS",
        "42601, OURS",
    })
    void causeTellsWhereTheFailureItselfDoesNot(String state, DatabaseFailure expected) {
        assertThat(
                        DatabaseFailure.of(
                                new TransactionSystemException(
                                        "JPA", new SQLException("reason", state))))
                .isEqualTo(expected);
    }

    @Test
    void causeWithoutAStateTellsNothing() {
        assertThat(
                        DatabaseFailure.of(
                                new TransactionSystemException("JPA", new SQLException("reason"))))
                .isEqualTo(DatabaseFailure.OURS);
    }
}
