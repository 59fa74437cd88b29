package io.sluice.coordinator.result;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finished tasks as they are stored. */
@Component
public final class PostgresFinishedTasks {
    /** What {@link #task} wants to find, of {@link #TABLES}. */
    static final String COLUMNS =
            """
            t.id, t.device_id, c.model, t.leased_version, t.state, t.output, t.error,
            coalesce(t.node_id, t.avoid_node) as node, t.attempts, t.priority,
            t.submitted_at, t.finished_at
            """;

    static final String TABLES = " task t join task_class c on c.id = t.class_id ";

    private final JdbcClient jdbc;

    PostgresFinishedTasks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<FinishedTask> find(UUID taskId) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from "
                                + TABLES
                                + "where t.id = :id and t.finished_at is not null")
                .param("id", taskId)
                .query((row, _) -> task(row))
                .optional();
    }

    static FinishedTask task(ResultSet row) throws SQLException {
        return new FinishedTask(
                row.getObject("id", UUID.class),
                row.getString("device_id"),
                row.getString("model"),
                row.getString("leased_version"),
                Outcome.stored(row.getString("state")),
                text(row.getBytes("output")),
                row.getString("error"),
                row.getString("node"),
                row.getInt("attempts"),
                row.getInt("priority"),
                instant(row, "submitted_at"),
                instant(row, "finished_at"));
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
