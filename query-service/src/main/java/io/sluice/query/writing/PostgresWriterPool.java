package io.sluice.query.writing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The connections of the writer, apart from those that answer queries. Commits do not wait for the
 * disk as long as more records follow: what a crash of the database takes back it takes back with
 * the offsets, which the next record shows, and it is read from Kafka again. What is remembered
 * outside of the database is read and written in a {@link PostgresDurableTransaction}, and what
 * nothing follows is waited for (see {@link TopicProgress}).
 */
final class PostgresWriterPool implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 5_000;

    private final HikariDataSource connections;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    PostgresWriterPool(String url, String username, String password, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("writer");
        config.setJdbcUrl(url);
        config.setUsername(username);
        config.setPassword(password);
        config.setSchema("query");
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setConnectionInitSql(
                "set synchronous_commit = off; " + PostgresReadingTable.CREATE_STAGING_TABLE);
        this.connections = new HikariDataSource(config);
        this.jdbc = new JdbcTemplate(connections);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(connections));
    }

    JdbcTemplate jdbc() {
        return jdbc;
    }

    TransactionTemplate transaction() {
        return transaction;
    }

    PostgresDurableTransaction durableTransaction() {
        return new PostgresDurableTransaction(jdbc, transaction);
    }

    @Override
    public void close() {
        connections.close();
    }
}
