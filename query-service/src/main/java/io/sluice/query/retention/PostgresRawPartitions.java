package io.sluice.query.retention;

import io.sluice.query.archive.PostgresArchivePool;
import io.sluice.query.writing.PartitionRange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Native partitions. Dropping one locks the whole table, so readings go by {@code truncate}, which
 * locks the partition alone and is as quick; the empty one is dropped afterwards when that takes no
 * wait.
 */
final class PostgresRawPartitions implements RawPartitions {
    private static final Logger log = LoggerFactory.getLogger(PostgresRawPartitions.class);

    private static final String ALL =
            """
            select format('%I.%I', n.nspname, c.relname), c.relname
            from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_namespace n on n.oid = c.relnamespace
            where i.inhparent = 'reading'::regclass
            """;

    /** Writers wait behind this, and no longer. */
    private static final String PATIENCE = "100ms";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    PostgresRawPartitions(PostgresArchivePool pool) {
        this.jdbc = pool.jdbc();
        this.transaction = pool.transaction();
    }

    @Override
    public List<Partition> all() {
        return jdbc
                .query(ALL, (result, _) -> partition(result.getString(1), result.getString(2)))
                .stream()
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Partition::from))
                .toList();
    }

    private static Optional<Partition> partition(String table, String name) {
        return PartitionRange.ofName(name)
                .map(range ->
                        new Partition(table, midnight(range.from()), midnight(range.until())));
    }

    @Override
    public void empty(Partition partition) {
        jdbc.execute("truncate only " + partition.table());
    }

    @Override
    public boolean dropIfEmpty(Partition partition) {
        return Boolean.TRUE.equals(
                transaction.execute(status -> {
                    PostgresLockAttempt attempt = new PostgresLockAttempt(jdbc);
                    if (attempt.lock("reading", "access exclusive", PATIENCE)
                            && attempt.lock(partition.table(), "access exclusive", PATIENCE)) {
                        return dropEmpty(partition);
                    }
                    status.setRollbackOnly();
                    log.info("{} is in use; if it is empty, it is dropped later", partition.name());
                    return false;
                }));
    }

    private boolean dropEmpty(Partition partition) {
        boolean hasReadings =
                Objects.requireNonNull(
                        jdbc.queryForObject(
                                "select exists (select from only " + partition.table() + ")",
                                Boolean.class));
        if (!hasReadings) {
            jdbc.execute("drop table " + partition.table());
            log.info("dropped partition {}", partition.table());
        }
        return !hasReadings;
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
