package io.sluice.coordinator;

import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Lets time pass for one task or node, by moving what is noted of it into the past. */
public final class TimePasses {
    private final JdbcTemplate database;

    public TimePasses(JdbcTemplate database) {
        this.database = database;
    }

    public void forTask(String id, Duration duration) {
        database.update(
                """
                update task set rank = rank - d, submitted_at = submitted_at - d,
                    deadline = deadline - d, avoid_until = avoid_until - d,
                    leased_at = leased_at - d, leased_until = leased_until - d,
                    finished_at = finished_at - d
                from (select make_interval(secs => ?) as d) as passed where id = ?::uuid
                """,
                duration.toMillis() / 1000.0,
                id);
    }

    public void forNode(String id, Duration duration) {
        database.update(
                """
                update node set last_heard_at = last_heard_at - make_interval(secs => ?)
                where id = ?
                """,
                duration.toMillis() / 1000.0,
                id);
    }
}
