package io.sluice.coordinator.task;

import io.sluice.coordinator.database.PostgresJson;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code task} for those who look. */
@Repository
class PostgresTasks {
    private static final String SELECT =
            """
            select t.*, c.model, c.version, c.labels
            from task t join task_class c on c.id = t.class_id
            """;

    private final JdbcClient database;

    PostgresTasks(JdbcClient database) {
        this.database = database;
    }

    Optional<Task> find(UUID id) {
        return database.sql(SELECT + " where t.id = :id")
                .param("id", id)
                .query(PostgresTasks::task)
                .optional();
    }

    /** Newest first. */
    List<Task> list(TaskFilter filter) {
        return database.sql(
                        SELECT
                                + """
                                where (:state::text is null or t.state = :state)
                                    and (:model::text is null or c.model = :model)
                                    and (:node::text is null or t.node_id = :node)
                                    and (:before::uuid is null or t.id < :before::uuid)
                                order by t.id desc limit :limit
                                """)
                .param("state", filter.state() == null ? null : filter.state().text())
                .param("model", filter.model())
                .param("node", filter.node())
                .param("before", filter.before() == null ? null : filter.before().toString())
                .param("limit", filter.limit())
                .query(PostgresTasks::task)
                .list();
    }

    /** Removes finished tasks that nobody waits for any more, some at a time. */
    int forget(double keptSeconds, int most) {
        return database.sql(
                        """
                        delete from task where id in (
                            select id from task t
                            where finished_at < clock_timestamp() - make_interval(secs => :kept)
                                and not exists (select from outbox o where o.task_id = t.id)
                                and not exists (select from webhook_delivery w
                                    where w.task_id = t.id and w.state = 'waiting')
                            order by finished_at limit :most for update skip locked)
                        """)
                .param("kept", keptSeconds)
                .param("most", most)
                .update();
    }

    private static Task task(ResultSet row, int number) throws SQLException {
        byte[] output = row.getBytes("output");
        return new Task(
                row.getObject("id", UUID.class),
                new TaskClass(
                        row.getString("model"),
                        row.getString("version"),
                        PostgresJson.texts(row.getString("labels"))),
                TaskState.of(row.getString("state")),
                row.getInt("priority"),
                row.getString("device_id"),
                row.getInt("attempts"),
                row.getInt("max_attempts"),
                row.getString("node_id"),
                row.getString("leased_version"),
                row.getTimestamp("submitted_at").toInstant(),
                instant(row.getTimestamp("deadline")),
                instant(row.getTimestamp("leased_until")),
                instant(row.getTimestamp("finished_at")),
                output == null ? null : new String(output, StandardCharsets.UTF_8),
                row.getString("error"),
                row.getString("payload_reference"),
                row.getString("webhook"),
                List.of(PostgresJson.read(row.getString("history"), Task.Transition[].class)));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
