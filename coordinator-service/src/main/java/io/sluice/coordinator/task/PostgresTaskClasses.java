package io.sluice.coordinator.task;

import io.sluice.coordinator.database.PostgresJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Table {@code task_class}: the classes of tasks, and how many of each wait. */
@Repository
public class PostgresTaskClasses {
    private static final int MOST_REMEMBERED = 10_000;

    private final JdbcTemplate database;
    private final Map<TaskClass, Long> ids = new ConcurrentHashMap<>();

    PostgresTaskClasses(JdbcTemplate database) {
        this.database = database;
    }

    /** A class that is waited for. */
    public record Waiting(long id, TaskClass taskClass, long waiting) {}

    /** A class was removed while its id was remembered: what needs it can be done again. */
    static final class ClassGone extends RuntimeException {
        ClassGone() {
            super("a class of tasks was removed");
        }
    }

    /** Those for which something waits. */
    public List<Waiting> waiting() {
        return database.query(
                "select id, model, version, labels, waiting from task_class where waiting > 0",
                PostgresTaskClasses::waitingOf);
    }

    /** How many tasks wait, by model. */
    Map<String, Long> waitingByModel() {
        Map<String, Long> sums = new HashMap<>();
        database.query(
                "select model, sum(waiting) as waiting from task_class group by model",
                row -> {
                    sums.put(row.getString("model"), row.getLong("waiting"));
                });
        return sums;
    }

    /** The ids of classes, which are made if they are new. */
    Map<TaskClass, Long> idsOf(Collection<TaskClass> classes) {
        if (ids.size() > MOST_REMEMBERED) {
            ids.clear();
        }
        Map<TaskClass, Long> found = new HashMap<>();
        for (TaskClass taskClass : classes) {
            found.computeIfAbsent(taskClass, key -> ids.computeIfAbsent(key, this::findOrMake));
        }
        return found;
    }

    private long findOrMake(TaskClass taskClass) {
        String labels = PostgresJson.of(taskClass.labels());
        database.update(
                """
                insert into task_class (model, version, labels, last_used_at)
                values (?, ?, ?::jsonb, now()) on conflict (model, version, labels) do nothing
                """,
                taskClass.model(),
                taskClass.version(),
                labels);
        return Objects.requireNonNull(
                database.queryForObject(
                        "select id from task_class where model = ? and version = ? and labels ="
                                + " ?::jsonb",
                        Long.class,
                        taskClass.model(),
                        taskClass.version(),
                        labels));
    }

    /**
     * Counts what was queued, or no longer is. The last thing that a transaction locks, and in the
     * order of ids, so that no two wait for each other.
     *
     * @param changes by id of the class
     */
    public void add(Map<Long, Integer> changes) {
        Map<Long, Integer> sorted = new TreeMap<>(changes);
        sorted.values().removeIf(change -> change == 0);
        if (sorted.isEmpty()) {
            return;
        }
        long[] classIds = sorted.keySet().stream().mapToLong(Long::longValue).toArray();
        int[] counts = sorted.values().stream().mapToInt(Integer::intValue).toArray();
        database.queryForList(
                "select id from task_class where id = any(?) order by id for update",
                Long.class,
                (Object) classIds);
        int changed =
                database.update(
                        """
                        update task_class c set waiting = c.waiting + d.change, last_used_at = now()
                        from unnest(?::bigint[], ?::int[]) as d (id, change) where c.id = d.id
                        """,
                        classIds,
                        counts);
        if (changed < sorted.size()) {
            ids.clear();
            throw new ClassGone();
        }
    }

    /** Removes classes that were not used for a day and that no task is of. */
    public int removeUnused() {
        return database.update(
                """
                delete from task_class c where waiting = 0 and last_used_at < now() - interval '1 day'
                    and not exists (select from task t where t.class_id = c.id)
                """);
    }

    private static Waiting waitingOf(ResultSet row, int number) throws SQLException {
        return new Waiting(
                row.getLong("id"),
                new TaskClass(
                        row.getString("model"),
                        row.getString("version"),
                        PostgresJson.texts(row.getString("labels"))),
                row.getLong("waiting"));
    }
}
