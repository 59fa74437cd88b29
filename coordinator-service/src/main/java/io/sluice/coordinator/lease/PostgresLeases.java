package io.sluice.coordinator.lease;

import io.sluice.coordinator.lease.DispatchPlan.Assignment;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Table {@code task} for who hands tasks out. */
@Repository
class PostgresLeases {
    private static final String TAKE =
            """
            select t.id, t.class_id, t.rank,
                case when t.avoid_until > clock_timestamp() then t.avoid_node end as avoided
            from unnest(?::bigint[], ?::int[]) as l (class_id, most)
            cross join lateral (
                select id, class_id, rank, avoid_node, avoid_until from task
                where state = 'queued' and class_id = l.class_id
                    and (deadline is null or deadline > clock_timestamp())
                    and (avoid_until <= clock_timestamp() or avoid_until is null or ?)
                order by rank, id limit l.most for update skip locked) as t
            """;

    private static final String GRANT =
            """
            update task t set state = 'leased', node_id = a.node, node_incarnation = a.incarnation,
                token = nextval('lease_token'), leased_version = a.version,
                leased_at = clock_timestamp(),
                leased_until = least(t.deadline, clock_timestamp() + make_interval(secs => ?)),
                attempts = t.attempts + 1,
                history = t.history || jsonb_build_object('at', clock_timestamp(), 'state',
                    'leased', 'node', a.node, 'attempt', t.attempts + 1)
            from unnest(?::uuid[], ?::text[], ?::text[], ?::text[])
                as a (id, node, incarnation, version), task_class c
            where t.id = a.id and c.id = t.class_id
            returning t.id, t.token, t.node_id, t.node_incarnation, c.model, t.leased_version, t.payload,
                t.payload_reference, t.priority, t.device_id, t.attempts, t.max_attempts,
                t.submitted_at, t.deadline, t.leased_at, t.leased_until
            """;

    private final JdbcTemplate database;

    PostgresLeases(JdbcTemplate database) {
        this.database = database;
    }

    /**
     * Locks the tasks that go next. Where some of them are kept from a node, there are as many more
     * that are not: nobody's room is left empty because of them.
     *
     * @param limits how many at most, by the id of their class
     */
    List<WaitingTask> take(Map<Long, Integer> limits) {
        Map<UUID, WaitingTask> taken = new LinkedHashMap<>();
        take(limits, true).forEach(task -> taken.put(task.id(), task));
        Map<Long, Integer> more = new HashMap<>();
        for (WaitingTask task : taken.values()) {
            if (task.avoidedNode() != null) {
                more.put(task.classId(), limits.getOrDefault(task.classId(), 0));
            }
        }
        if (!more.isEmpty()) {
            take(more, false).forEach(task -> taken.putIfAbsent(task.id(), task));
        }
        return List.copyOf(taken.values());
    }

    private List<WaitingTask> take(Map<Long, Integer> limits, boolean withAvoiding) {
        return database.query(
                TAKE,
                PostgresLeases::waitingTask,
                limits.keySet().stream().mapToLong(Long::longValue).toArray(),
                limits.values().stream().mapToInt(Integer::intValue).toArray(),
                withAvoiding);
    }

    /** Makes leases of tasks that are locked. */
    List<Lease> grant(List<Assignment> assignments, double seconds) {
        return database.query(
                GRANT,
                PostgresLeases::lease,
                seconds,
                texts(assignments, assignment -> assignment.task().toString()),
                texts(assignments, Assignment::node),
                texts(assignments, Assignment::incarnation),
                texts(assignments, Assignment::version));
    }

    private static String[] texts(
            List<Assignment> assignments, Function<Assignment, String> column) {
        return assignments.stream().map(column).toArray(String[]::new);
    }

    private static WaitingTask waitingTask(ResultSet row, int number) throws SQLException {
        return new WaitingTask(
                row.getObject("id", UUID.class),
                row.getLong("class_id"),
                row.getTimestamp("rank").toInstant(),
                row.getString("avoided"));
    }

    private static Lease lease(ResultSet row, int number) throws SQLException {
        byte[] payload = row.getBytes("payload");
        Timestamp deadline = row.getTimestamp("deadline");
        return new Lease(
                row.getString("node_id"),
                row.getString("node_incarnation"),
                row.getObject("id", UUID.class),
                row.getLong("token"),
                row.getString("model"),
                row.getString("leased_version"),
                payload == null ? null : new String(payload, StandardCharsets.UTF_8),
                row.getString("payload_reference"),
                row.getInt("priority"),
                row.getString("device_id"),
                row.getInt("attempts"),
                row.getInt("max_attempts"),
                row.getTimestamp("submitted_at").toInstant(),
                deadline == null ? null : deadline.toInstant(),
                row.getTimestamp("leased_at").toInstant(),
                row.getTimestamp("leased_until").toInstant());
    }
}
