package io.sluice.coordinator.task;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Table {@code task} for those who change it: locks rows, gives the facts, and does what was
 * decided. Everything within the caller's transaction. A task's last change brings its row in the
 * outbox, and that of its webhook, with it.
 */
@Repository
public class PostgresTaskChanges {
    private static final String FACTS =
            """
            select t.id, t.class_id, t.state, t.token, t.reported_token, t.node_id, t.attempts,
                t.max_attempts, t.returns, t.leased_version, c.model,
                t.leased_until > clock_timestamp() as is_live,
                t.deadline <= clock_timestamp() as is_past_deadline
            from task t join task_class c on c.id = t.class_id
            """;

    private static final String REQUEUE =
            """
            update task t set state = 'queued', leased_until = null,
                attempts = t.attempts - case when d.is_free then 1 else 0 end,
                returns = t.returns + case when d.is_free then 1 else 0 end,
                avoid_node = t.node_id, avoid_until = now() + interval '1 second',
                reported_token = case when d.is_report then t.token else t.reported_token end,
                history = t.history || jsonb_strip_nulls(jsonb_build_object('at',
                    clock_timestamp(), 'state', 'queued', 'node', t.node_id, 'attempt', t.attempts,
                    'reason', d.reason))
            from unnest(?::uuid[], ?::text[], ?::boolean[], ?::boolean[])
                as d (id, reason, is_free, is_report)
            where t.id = d.id
            """;

    private static final String END =
            """
            with ended as (
                update task t set state = d.state, finished_at = clock_timestamp(),
                    leased_until = null, payload = null, output = d.output, error = d.error,
                    reported_token = case when d.is_report then t.token else t.reported_token end,
                    history = t.history || jsonb_strip_nulls(jsonb_build_object('at',
                        clock_timestamp(), 'state', d.state, 'node', t.node_id,
                        'attempt', nullif(t.attempts, 0), 'reason', d.error))
                from unnest(?::uuid[], ?::text[], ?::bytea[], ?::text[], ?::boolean[])
                    as d (id, state, output, error, is_report)
                where t.id = d.id
                returning t.id, t.webhook),
            told as (
                insert into webhook_delivery (task_id, next_at)
                select id, now() from ended where webhook is not null)
            insert into outbox (task_id) select id from ended
            """;

    private final JdbcTemplate database;
    private final PostgresTaskClasses classes;

    PostgresTaskChanges(JdbcTemplate database, PostgresTaskClasses classes) {
        this.database = database;
        this.classes = classes;
    }

    /** Those of the tasks that are there. Waits for others that change them. */
    public List<TaskFacts> lock(Collection<UUID> ids) {
        return database.query(
                FACTS + " where t.id = any(?::uuid[]) order by t.id for update of t",
                PostgresTaskChanges::facts,
                (Object) ids.stream().map(UUID::toString).toArray(String[]::new));
    }

    /** Everything that a node has. */
    public List<TaskFacts> lockLeasedBy(String node) {
        return database.query(
                FACTS + " where t.state = 'leased' and t.node_id = ? order by t.id for update of t",
                PostgresTaskChanges::facts,
                node);
    }

    /** Some of those whose lease ran out, and that nobody else looks after. */
    public List<TaskFacts> lockRunOut(int most) {
        return database.query(
                FACTS
                        + """
                        where t.state = 'leased' and t.leased_until <= clock_timestamp()
                        order by t.leased_until limit ? for update of t skip locked
                        """,
                PostgresTaskChanges::facts,
                most);
    }

    /** Some of those that waited until their deadline. */
    public List<TaskFacts> lockPastDeadline(int most) {
        return database.query(
                FACTS
                        + """
                        where t.state = 'queued' and t.deadline <= clock_timestamp()
                        order by t.deadline limit ? for update of t skip locked
                        """,
                PostgresTaskChanges::facts,
                most);
    }

    /**
     * Does what was decided.
     *
     * @param leaseSeconds how much time a renewal gives
     */
    public void apply(Collection<TaskChange> changes, double leaseSeconds) {
        renew(of(TaskChange.Renewal.class, changes), leaseSeconds);
        requeue(of(TaskChange.Requeue.class, changes));
        end(of(TaskChange.Ending.class, changes));
        classes.add(waitingChanges(changes));
    }

    private void renew(List<TaskChange.Renewal> renewals, double leaseSeconds) {
        if (!renewals.isEmpty()) {
            database.update(
                    """
                    update task set leased_until = least(deadline,
                        clock_timestamp() + make_interval(secs => ?))
                    where id = any(?::uuid[])
                    """,
                    leaseSeconds,
                    texts(renewals, renewal -> renewal.facts().id().toString()));
        }
    }

    private void requeue(List<TaskChange.Requeue> requeues) {
        if (!requeues.isEmpty()) {
            database.update(
                    REQUEUE,
                    texts(requeues, requeue -> requeue.facts().id().toString()),
                    texts(requeues, TaskChange.Requeue::reason),
                    flags(requeues, TaskChange.Requeue::isFree),
                    flags(requeues, TaskChange.Requeue::isReport));
        }
    }

    private void end(List<TaskChange.Ending> endings) {
        if (!endings.isEmpty()) {
            database.update(
                    END,
                    texts(endings, ending -> ending.facts().id().toString()),
                    texts(endings, ending -> ending.state().text()),
                    endings.stream().map(TaskChange.Ending::output).toArray(byte[][]::new),
                    texts(endings, TaskChange.Ending::error),
                    flags(endings, TaskChange.Ending::isReport));
        }
    }

    private static Map<Long, Integer> waitingChanges(Collection<TaskChange> changes) {
        Map<Long, Integer> sums = new HashMap<>();
        for (TaskChange change : changes) {
            int added =
                    switch (change) {
                        case TaskChange.Renewal _ -> 0;
                        case TaskChange.Requeue _ -> 1;
                        case TaskChange.Ending _ ->
                                change.facts().state() == TaskState.QUEUED ? -1 : 0;
                    };
            sums.merge(change.facts().classId(), added, Integer::sum);
        }
        return sums;
    }

    private static <T extends TaskChange> List<T> of(
            Class<T> kind, Collection<TaskChange> changes) {
        return changes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static <T> @Nullable String[] texts(
            List<T> changes, Function<T, @Nullable String> column) {
        return changes.stream().map(column).toArray(String[]::new);
    }

    private static <T> Boolean[] flags(List<T> changes, Function<T, Boolean> column) {
        return changes.stream().map(column).toArray(Boolean[]::new);
    }

    private static TaskFacts facts(ResultSet row, int number) throws SQLException {
        return new TaskFacts(
                row.getObject("id", UUID.class),
                row.getLong("class_id"),
                TaskState.of(row.getString("state")),
                row.getObject("token", Long.class),
                row.getObject("reported_token", Long.class),
                row.getString("node_id"),
                row.getBoolean("is_live"),
                row.getBoolean("is_past_deadline"),
                row.getInt("attempts"),
                row.getInt("max_attempts"),
                row.getInt("returns"),
                row.getString("model"),
                row.getString("leased_version"));
    }
}
