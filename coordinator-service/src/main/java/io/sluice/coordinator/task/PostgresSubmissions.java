package io.sluice.coordinator.task;

import io.sluice.coordinator.task.AdmissionRules.KnownTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts tasks into the queue. */
@Repository
class PostgresSubmissions {
    /** Held by who submits: what waits is counted and added to without another one between. */
    private static final long LOCK = 7_203_118_401L;

    private static final String INSERT =
            """
            insert into task (id, class_id, state, priority, rank, device_id, payload,
                payload_reference, webhook, idempotency_key, request_digest, submitted_at, deadline,
                max_attempts, history)
            select t.id, t.class_id, 'queued', t.priority,
                now() + t.priority * make_interval(secs => ?),
                t.device_id, t.payload, t.payload_reference, t.webhook, t.idempotency_key,
                t.request_digest, now(), t.deadline, t.max_attempts,
                jsonb_build_array(jsonb_build_object('at', now(), 'state', 'queued'))
            from unnest(?::uuid[], ?::bigint[], ?::smallint[], ?::text[], ?::bytea[], ?::text[],
                ?::text[], ?::text[], ?::bytea[], ?::timestamptz[], ?::smallint[])
                as t (id, class_id, priority, device_id, payload, payload_reference, webhook,
                    idempotency_key, request_digest, deadline, max_attempts)
            """;

    private final JdbcTemplate database;
    private final TransactionTemplate transaction;
    private final PostgresTaskClasses classes;
    private final QueueProperties properties;

    PostgresSubmissions(
            JdbcTemplate database,
            TransactionTemplate transaction,
            PostgresTaskClasses classes,
            QueueProperties properties) {
        this.database = database;
        this.transaction = transaction;
        this.classes = classes;
        this.properties = properties;
    }

    /** Queues what can be queued, in one transaction; says of each task what became of it. */
    List<Submission> write(List<NewTask> tasks) {
        try {
            return Objects.requireNonNull(transaction.execute(_ -> writeWithin(tasks)));
        } catch (PostgresTaskClasses.ClassGone e) {
            // It was unused for a day, and removed just now. The next try makes it again.
            return Objects.requireNonNull(transaction.execute(_ -> writeWithin(tasks)));
        }
    }

    private List<Submission> writeWithin(List<NewTask> tasks) {
        Map<TaskClass, Long> classIds =
                classes.idsOf(tasks.stream().map(NewTask::taskClass).distinct().toList());
        database.queryForList("select pg_advisory_xact_lock(?)", LOCK);
        AdmissionRules rules =
                new AdmissionRules(properties, now(), classes.waitingByModel(), known(tasks));
        List<Submission> submissions = tasks.stream().map(rules::admit).toList();
        List<NewTask> queued = new ArrayList<>();
        Map<Long, Integer> added = new HashMap<>();
        for (int i = 0; i < tasks.size(); i++) {
            if (submissions.get(i) instanceof Submission.Queued) {
                queued.add(tasks.get(i));
                added.merge(idOf(tasks.get(i), classIds), 1, Integer::sum);
            }
        }
        if (!queued.isEmpty()) {
            insert(queued, classIds, rules);
            classes.add(added);
            database.queryForList("select pg_notify('" + PostgresQueueSignals.CHANNEL + "', '')");
        }
        return submissions;
    }

    private Instant now() {
        return Objects.requireNonNull(
                        database.queryForObject("select now()", java.sql.Timestamp.class))
                .toInstant();
    }

    private Map<String, KnownTask> known(List<NewTask> tasks) {
        String[] keys =
                tasks.stream()
                        .map(NewTask::idempotency)
                        .filter(Objects::nonNull)
                        .map(NewTask.Idempotency::key)
                        .toArray(String[]::new);
        Map<String, KnownTask> known = new HashMap<>();
        if (keys.length > 0) {
            database.query(
                    """
                    select id, idempotency_key, request_digest from task
                    where idempotency_key = any(?)
                    """,
                    row -> {
                        known.put(
                                row.getString("idempotency_key"),
                                new KnownTask(
                                        row.getObject("id", UUID.class),
                                        row.getBytes("request_digest")));
                    },
                    (Object) keys);
        }
        return known;
    }

    private void insert(List<NewTask> tasks, Map<TaskClass, Long> classIds, AdmissionRules rules) {
        database.update(
                INSERT,
                properties.ageing().toMillis() / 1000.0,
                texts(tasks, NewTask::id),
                tasks.stream().mapToLong(task -> idOf(task, classIds)).toArray(),
                tasks.stream().mapToInt(task -> task.priority().level()).toArray(),
                texts(tasks, NewTask::deviceId),
                bytes(tasks, NewTask::payload),
                texts(tasks, NewTask::payloadReference),
                texts(tasks, NewTask::webhook),
                texts(tasks, task -> task.idempotency() == null ? null : task.idempotency().key()),
                bytes(
                        tasks,
                        task -> task.idempotency() == null ? null : task.idempotency().digest()),
                texts(tasks, task -> rules.deadline(task).orElse(null)),
                tasks.stream().mapToInt(NewTask::maxAttempts).toArray());
    }

    private static long idOf(NewTask task, Map<TaskClass, Long> classIds) {
        return Objects.requireNonNull(classIds.get(task.taskClass()));
    }

    private static @Nullable String[] texts(
            List<NewTask> tasks, Function<NewTask, @Nullable Object> column) {
        return tasks.stream()
                .map(column)
                .map(value -> value == null ? null : value.toString())
                .toArray(String[]::new);
    }

    private static byte[] @Nullable [] bytes(
            List<NewTask> tasks, Function<NewTask, byte @Nullable []> column) {
        return tasks.stream().map(column).toArray(byte[][]::new);
    }
}
