package io.sluice.coordinator.task;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.sluice.coordinator.webhook.WebhookState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task, as it is sent. */
record TaskResponse(
        UUID id,
        String state,
        String model,
        @Nullable String version,
        Map<String, String> labels,
        int priority,
        @Nullable String deviceId,
        int attempts,
        int maxAttempts,
        @Nullable String node,
        @Nullable String ranVersion,
        Instant submittedAt,
        @Nullable Instant deadline,
        @Nullable Instant leasedUntil,
        @Nullable Instant finishedAt,
        @JsonRawValue @Nullable String output,
        @Nullable String error,
        @Nullable String payloadReference,
        @Nullable String webhook,
        @Nullable WebhookState webhookDelivery,
        List<Task.Transition> history) {
    static TaskResponse of(Task task) {
        return of(task, Optional.empty());
    }

    /** With what became of the call to those who wanted to be told. */
    static TaskResponse of(Task task, Optional<WebhookState> delivery) {
        return new TaskResponse(
                task.id(),
                task.state().text(),
                task.taskClass().model(),
                task.taskClass().version().isEmpty() ? null : task.taskClass().version(),
                task.taskClass().labels(),
                task.priority(),
                task.deviceId(),
                task.attempts(),
                task.maxAttempts(),
                task.node(),
                task.version(),
                task.submittedAt(),
                task.deadline(),
                task.leasedUntil(),
                task.finishedAt(),
                task.output(),
                task.error(),
                task.payloadReference(),
                task.webhook(),
                delivery.orElse(null),
                task.history());
    }
}
