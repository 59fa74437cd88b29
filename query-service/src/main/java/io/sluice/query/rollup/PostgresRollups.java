package io.sluice.query.rollup;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The rollups in the database, over a connection of their own: none of the writer's, and without
 * the time limit of queries. A transaction sees one state of the database from its beginning to its
 * end, so the readings that it sums up are those whose marks it takes, and none that come
 * meanwhile: with them in the rollup their marks would look late in the next transaction. Commits
 * wait for the disk. The version of a rollup is told to clients, who keep it; the database must not
 * give it again to something else after a crash.
 */
final class PostgresRollups implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 5_000;

    /** One refresher at a time over all instances; an arbitrary number that stands for that. */
    private static final long LOCK = 7_203_114_901L;

    private static final String TRY_LOCK = "select pg_try_advisory_xact_lock(?)";

    private final HikariDataSource connections;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    PostgresRollups(String url, String username, String password) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("rollups");
        config.setJdbcUrl(url);
        config.setUsername(username);
        config.setPassword(password);
        config.setSchema("query");
        config.setMaximumPoolSize(1);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setConnectionInitSql(
                PostgresRollupStatements.SETTINGS
                        + ";"
                        + PostgresRollupStatements.CREATE_REFRESHED_HOUR);
        this.connections = new HikariDataSource(config);
        this.jdbc = new JdbcTemplate(connections);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(connections));
    }

    /** Marks that were taken, and the range of time that their hours lie in. */
    private record Taken(
            RefreshedHours hours, @Nullable OffsetDateTime from, @Nullable OffsetDateTime until) {}

    /**
     * Takes marks and refreshes their hours and the days of these, all or nothing.
     *
     * @param atMost how many marks to take
     * @param after where to begin among the marks
     * @return nothing if another refresher is at it
     */
    Optional<RefreshedHours> refresh(int atMost, MarkPlace after) {
        try {
            return transaction.execute(_ -> {
                boolean alone =
                        Boolean.TRUE.equals(jdbc.queryForObject(TRY_LOCK, Boolean.class, LOCK));
                return alone ? Optional.of(refreshAlone(atMost, after)) : Optional.empty();
            });
        } catch (ConcurrencyFailureException e) {
            // The other one gave back the lock after what this transaction sees had been settled.
            return Optional.empty();
        }
    }

    private RefreshedHours refreshAlone(int atMost, MarkPlace after) {
        Taken taken =
                jdbc.query(
                                PostgresRollupStatements.TAKE,
                                (result, _) -> taken(result, after),
                                after.text(),
                                atMost)
                        .getFirst();
        if (taken.from() != null && taken.until() != null) {
            if (taken.hours().marks() == atMost) {
                jdbc.queryForObject(PostgresRollupStatements.TAKE_REST, Long.class);
            }
            Long version = jdbc.queryForObject(PostgresRollupStatements.NEXT_VERSION, Long.class);
            jdbc.update(
                    PostgresRollupStatements.REFRESH_HOURS, taken.from(), taken.until(), version);
            jdbc.update(PostgresRollupStatements.REFRESH_DAYS, version);
        }
        return taken.hours();
    }

    private static Taken taken(ResultSet result, MarkPlace after) throws SQLException {
        String last = result.getString(3);
        return new Taken(
                new RefreshedHours(
                        result.getLong(1),
                        result.getLong(2),
                        last == null ? after : new MarkPlace(last)),
                result.getObject(4, OffsetDateTime.class),
                result.getObject(5, OffsetDateTime.class));
    }

    /** How many marks there are, up to a million. */
    long marks() {
        Long marks = jdbc.queryForObject(PostgresRollupStatements.COUNT_MARKS, Long.class);
        return marks == null ? 0 : marks;
    }

    @Override
    public void close() {
        connections.close();
    }
}
