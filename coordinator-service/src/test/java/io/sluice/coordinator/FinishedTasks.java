package io.sluice.coordinator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes tasks that are finished, with all that is written in the transaction that finishes one. */
public final class FinishedTasks {
    private final JdbcClient jdbc;

    public FinishedTasks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One that is finished like this. */
    public record Task(
            String model,
            @Nullable String device,
            String state,
            @Nullable String output,
            @Nullable String webhook,
            Duration age) {
        public static Task of(String model) {
            return new Task(model, null, "succeeded", "{\"label\": 1}", null, Duration.ZERO);
        }

        public Task device(String name) {
            return new Task(model, name, state, output, webhook, age);
        }

        public Task failed(String how) {
            return new Task(model, device, how, null, webhook, age);
        }

        public Task output(String json) {
            return new Task(model, device, state, json, webhook, age);
        }

        public Task webhook(String address) {
            return new Task(model, device, state, output, address, age);
        }

        public Task age(Duration time) {
            return new Task(model, device, state, output, webhook, time);
        }
    }

    public UUID add(Task task) {
        return add(task, 1).getFirst();
    }

    /** So many alike, in one transaction. */
    public List<UUID> add(Task task, int count) {
        jdbc.sql(
                        "insert into task_class (model, labels, last_used_at)"
                                + " values (:model, '{}', now()) on conflict do nothing")
                .param("model", task.model())
                .update();
        String webhook =
                task.webhook() == null
                        ? ""
                        : ", hooks as (insert into webhook_delivery (task_id, next_at)"
                                + " select id, now() from made)";
        return jdbc.sql(
                        """
                        with made as (
                            insert into task (id, class_id, state, priority, rank, device_id, webhook,
                                submitted_at, max_attempts, attempts, node_id, leased_version,
                                finished_at, output, error, history)
                            select gen_random_uuid(), c.id, :state, 5, now(), :device::text,
                                :webhook::text, now() - interval '1 hour', 3, 1, 'node-1', '7',
                                clock_timestamp() - make_interval(secs => :age), :output::bytea,
                                :error::text, '[]'
                            from task_class c, generate_series(1, :count)
                            where c.model = :model and c.version = ''
                            returning id
                        ), put as (insert into outbox (task_id) select id from made)
                        """
                                + webhook
                                + " select id from made")
                .param("state", task.state())
                .param("device", task.device())
                .param("webhook", task.webhook())
                .param("age", task.age().toMillis() / 1_000.0)
                .param("output", bytes(task.output()))
                .param("error", task.output() == null ? "no luck" : null)
                .param("count", count)
                .param("model", task.model())
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
