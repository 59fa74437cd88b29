package io.sluice.coordinator.lease;

import io.sluice.coordinator.task.TaskChange;
import io.sluice.coordinator.task.TaskState;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Table {@code node_tally}: what each node has done. */
@Repository
class PostgresNodeTallies {
    private final JdbcTemplate database;

    PostgresNodeTallies(JdbcTemplate database) {
        this.database = database;
    }

    /** Counts results. The rows are locked in the order of their keys, after all others. */
    void count(Collection<TaskChange> changes) {
        Map<String, int[]> counts = new TreeMap<>();
        for (TaskChange change : changes) {
            String node = change.facts().node();
            if (node != null && isReport(change)) {
                counts.computeIfAbsent(node, _ -> new int[2])[succeeded(change) ? 0 : 1]++;
            }
        }
        if (!counts.isEmpty()) {
            database.update(
                    """
                    insert into node_tally (node_id, succeeded, failed)
                    select * from unnest(?::text[], ?::bigint[], ?::bigint[])
                    on conflict (node_id) do update set
                        succeeded = node_tally.succeeded + excluded.succeeded,
                        failed = node_tally.failed + excluded.failed
                    """,
                    counts.keySet().toArray(String[]::new),
                    counts.values().stream().mapToInt(count -> count[0]).toArray(),
                    counts.values().stream().mapToInt(count -> count[1]).toArray());
        }
    }

    private static boolean isReport(TaskChange change) {
        return switch (change) {
            case TaskChange.Renewal _ -> false;
            case TaskChange.Requeue requeue -> requeue.isReport();
            case TaskChange.Ending ending -> ending.isReport();
        };
    }

    private static boolean succeeded(TaskChange change) {
        return change instanceof TaskChange.Ending ending && ending.state() == TaskState.SUCCEEDED;
    }
}
