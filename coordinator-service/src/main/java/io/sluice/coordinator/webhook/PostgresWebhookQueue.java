package io.sluice.coordinator.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The calls as rows, written in the transaction that finishes a task. */
@Component
final class PostgresWebhookQueue implements WebhookQueue {
    /** now() and not clock_timestamp(), by which no index could be searched. */
    private static final String CLAIM =
            """
            with due as (
                select task_id from webhook_delivery
                where state = 'waiting' and next_at <= now()
                order by next_at limit :most for update skip locked
            )
            update webhook_delivery w
            set next_at = clock_timestamp() + make_interval(secs => :seconds)
            from due, task t
            where w.task_id = due.task_id and t.id = due.task_id
            returning w.task_id, t.webhook, w.attempts, w.next_at,
                (1000 * extract(epoch from clock_timestamp() - t.finished_at))::bigint as age
            """;

    /** The time of the claim tells it from another one. */
    private static final String IF_OURS =
            """
            update webhook_delivery
            set state = :state, attempts = :attempts, last_error = coalesce(:error, last_error),
                next_at = clock_timestamp() + make_interval(secs => :seconds)
            where task_id = :id and state = 'waiting' and next_at = :claim
            """;

    private final JdbcClient jdbc;

    PostgresWebhookQueue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<WebhookDelivery> claim(int most, Duration time) {
        return jdbc.sql(CLAIM)
                .param("most", most)
                .param("seconds", seconds(time))
                .query((row, _) -> delivery(row))
                .list();
    }

    @Override
    public void delivered(WebhookDelivery delivery) {
        jdbc.sql(
                        "update webhook_delivery set state = 'delivered', last_error = null,"
                                + " attempts = :attempts"
                                + " where task_id = :id and state = 'waiting'")
                .param("attempts", delivery.attempt())
                .param("id", delivery.taskId())
                .update();
    }

    @Override
    public void tryAgain(WebhookDelivery delivery, Duration pause, String error) {
        ours(delivery, "waiting", delivery.attempt(), pause, error);
    }

    @Override
    public void giveUp(WebhookDelivery delivery, int attempts, String error) {
        ours(delivery, "given_up", attempts, Duration.ZERO, error);
    }

    @Override
    public void postpone(WebhookDelivery delivery, Duration pause) {
        ours(delivery, "waiting", delivery.attempts(), pause, null);
    }

    private void ours(
            WebhookDelivery delivery,
            String state,
            int attempts,
            Duration pause,
            @Nullable String error) {
        jdbc.sql(IF_OURS)
                .param("state", state)
                .param("attempts", attempts)
                .param("error", error, Types.VARCHAR)
                .param("seconds", seconds(pause))
                .param("id", delivery.taskId())
                .param("claim", delivery.claimedUntil())
                .update();
    }

    @Override
    public Optional<WebhookState> state(UUID taskId) {
        return jdbc.sql(
                        "select state, attempts, next_at, last_error from webhook_delivery"
                                + " where task_id = :id")
                .param("id", taskId)
                .query((row, _) -> state(row))
                .optional();
    }

    private static WebhookState state(ResultSet row) throws SQLException {
        String state = row.getString("state");
        Instant nextAt = row.getObject("next_at", OffsetDateTime.class).toInstant();
        return new WebhookState(
                state,
                row.getInt("attempts"),
                state.equals("waiting") ? nextAt : null,
                row.getString("last_error"));
    }

    private static WebhookDelivery delivery(ResultSet row) throws SQLException {
        return new WebhookDelivery(
                row.getObject("task_id", UUID.class),
                row.getString("webhook"),
                row.getInt("attempts"),
                Duration.ofMillis(row.getLong("age")),
                row.getObject("next_at", OffsetDateTime.class));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
