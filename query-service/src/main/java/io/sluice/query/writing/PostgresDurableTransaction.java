package io.sluice.query.writing;

import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A transaction for what is remembered outside of the database: once it has committed, a crash of
 * the database takes back neither what it wrote nor what it read.
 */
final class PostgresDurableTransaction {
    static final String WAIT_FOR_THE_DISK = "set local synchronous_commit = on";

    /**
     * A commit waits for the disk only if its transaction wrote to the log, and then also for all
     * that lies before in the log. So this makes what was only read durable: others show their rows
     * when they have committed, and may not have waited.
     */
    private static final String WRITE_TO_THE_LOG =
            "select pg_logical_emit_message(true, 'sluice', '')";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    PostgresDurableTransaction(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Does something in a transaction; what comes back may be remembered. */
    <T> T execute(Supplier<T> work) {
        return transaction.execute(_ -> {
            jdbc.execute(WAIT_FOR_THE_DISK);
            T result = work.get();
            jdbc.execute(WRITE_TO_THE_LOG);
            return result;
        });
    }
}
