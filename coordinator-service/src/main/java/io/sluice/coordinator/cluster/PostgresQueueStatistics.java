package io.sluice.coordinator.cluster;

import io.sluice.coordinator.task.PostgresTaskClasses;
import java.time.Duration;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Asks what waits. */
@Repository
class PostgresQueueStatistics {
    private final JdbcTemplate database;
    private final PostgresTaskClasses classes;

    PostgresQueueStatistics(JdbcTemplate database, PostgresTaskClasses classes) {
        this.database = database;
        this.classes = classes;
    }

    QueueStatistics get() {
        SortedMap<Integer, Long> byPriority = new TreeMap<>();
        double[] oldest = {-1};
        database.query(
                """
                select priority, count(*) as waiting,
                    extract(epoch from max(clock_timestamp() - submitted_at)) as oldest
                from task where state = 'queued' group by priority
                """,
                row -> {
                    byPriority.put(row.getInt("priority"), row.getLong("waiting"));
                    oldest[0] = Math.max(oldest[0], row.getDouble("oldest"));
                });
        Long leased =
                database.queryForObject(
                        "select count(*) from task where state = 'leased'", Long.class);
        return new QueueStatistics(
                byPriority, Objects.requireNonNull(leased), duration(oldest[0]), classes.waiting());
    }

    private static @Nullable Duration duration(double seconds) {
        return seconds < 0 ? null : Duration.ofMillis((long) (seconds * 1000));
    }
}
