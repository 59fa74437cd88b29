package io.sluice.query.archive;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The connections of retention and archive, apart from those that answer queries: without a limit
 * of time, and only as long as there is something to do.
 */
public final class PostgresArchivePool implements AutoCloseable {
    /** One holds the turn, one works. One more for a restore that finds out that it has to wait. */
    private static final int CONNECTIONS = 3;

    private static final long PATIENCE_MILLIS = 5_000;
    private static final long IDLE_MILLIS = 30_000;

    private final HikariDataSource connections;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final TransactionTemplate snapshot;

    PostgresArchivePool(String url, String username, String password) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("archive");
        config.setJdbcUrl(url);
        config.setUsername(username);
        config.setPassword(password);
        config.setSchema("query");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setIdleTimeout(IDLE_MILLIS);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql("set plan_cache_mode = force_custom_plan; set jit = off");
        this.connections = new HikariDataSource(config);
        this.jdbc = new JdbcTemplate(connections);
        JdbcTransactionManager transactions = new JdbcTransactionManager(connections);
        this.transaction = new TransactionTemplate(transactions);
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    public JdbcTemplate jdbc() {
        return jdbc;
    }

    public TransactionTemplate transaction() {
        return transaction;
    }

    /** A transaction all of whose statements see the same moment. */
    public TransactionTemplate snapshot() {
        return snapshot;
    }

    HikariDataSource connections() {
        return connections;
    }

    @Override
    public void close() {
        connections.close();
    }
}
