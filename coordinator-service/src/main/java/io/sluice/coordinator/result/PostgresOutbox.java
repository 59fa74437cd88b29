package io.sluice.coordinator.result;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** The outbox as a table, written in the transaction that finishes a task. */
@Component
final class PostgresOutbox implements Outbox {
    /**
     * As many tasks as wait, but not more than so many, and not more output than so many bytes:
     * except that the first one always goes.
     */
    private static final String CLAIM =
            """
            with waiting as (
                select task_id from outbox where batch is null
                order by task_id limit :tasks for update skip locked
            ), sized as (
                select w.task_id,
                    sum(coalesce(octet_length(t.output), 0)) over (order by w.task_id)
                        - coalesce(octet_length(t.output), 0) as before
                from waiting w join task t on t.id = w.task_id
            )
            update outbox o set batch = :batch from sized s
            where o.task_id = s.task_id and s.before < :bytes
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final OutboxProperties properties;

    PostgresOutbox(
            JdbcClient jdbc, PlatformTransactionManager transactions, OutboxProperties properties) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
        this.properties = properties;
    }

    @Override
    public long begin() {
        return jdbc.sql("update outbox_relay set epoch = epoch + 1 returning epoch")
                .query(Long.class)
                .single();
    }

    @Override
    public void countFrom(long epoch, long batch) {
        jdbc.sql(
                        "update outbox_relay set last_batch = :batch"
                                + " where epoch = :epoch and last_batch < :batch")
                .param("batch", batch)
                .param("epoch", epoch)
                .update();
    }

    @Override
    public List<Long> claimed() {
        return jdbc.sql("select distinct batch from outbox where batch is not null order by batch")
                .query((row, _) -> row.getLong("batch"))
                .list();
    }

    @Override
    public OptionalLong claim(long epoch) {
        boolean anyWaits =
                jdbc.sql("select exists (select from outbox where batch is null)")
                        .query(Boolean.class)
                        .single();
        return anyWaits
                ? transactions.execute(status -> claim(epoch, status))
                : OptionalLong.empty();
    }

    private OptionalLong claim(long epoch, TransactionStatus status) {
        long batch = nextBatch(epoch);
        int claimed =
                jdbc.sql(CLAIM)
                        .param("tasks", properties.batchTasks())
                        .param("bytes", properties.batchSize().toBytes())
                        .param("batch", batch)
                        .update();
        if (claimed == 0) {
            status.setRollbackOnly();
            return OptionalLong.empty();
        }
        return OptionalLong.of(batch);
    }

    private long nextBatch(long epoch) {
        Optional<Long> batch =
                jdbc.sql(
                                "update outbox_relay set last_batch = last_batch + 1"
                                        + " where epoch = :epoch returning last_batch")
                        .param("epoch", epoch)
                        .query(Long.class)
                        .optional();
        return batch.orElseThrow(() -> new Replaced(epoch));
    }

    @Override
    public List<FinishedTask> tasks(long batch) {
        return jdbc.sql(
                        "select "
                                + PostgresFinishedTasks.COLUMNS
                                + " from outbox o join"
                                + PostgresFinishedTasks.TABLES
                                + "on t.id = o.task_id"
                                + " where o.batch = :batch order by t.finished_at, t.id")
                .param("batch", batch)
                .query((row, _) -> PostgresFinishedTasks.task(row))
                .list();
    }

    @Override
    public void delete(long batch) {
        jdbc.sql("delete from outbox where batch <= :batch").param("batch", batch).update();
    }

    @Override
    public Backlog backlog() {
        return jdbc.sql(
                        """
                        select count(*) as tasks, coalesce(1000 * extract(epoch from
                            clock_timestamp() - min(t.finished_at)), 0)::bigint as oldest
                        from outbox o join task t on t.id = o.task_id
                        """)
                .query((row, _) ->
                        new Backlog(row.getLong("tasks"), Duration.ofMillis(row.getLong("oldest"))))
                .single();
    }
}
