package io.sluice.coordinator.task;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task as it is known to those who ask for it.
 *
 * @param node that has it, or had it last
 * @param version that is run, or was run last
 * @param output JSON
 * @param history every transition, in order
 */
record Task(
        UUID id,
        TaskClass taskClass,
        TaskState state,
        int priority,
        @Nullable String deviceId,
        int attempts,
        int maxAttempts,
        @Nullable String node,
        @Nullable String version,
        Instant submittedAt,
        @Nullable Instant deadline,
        @Nullable Instant leasedUntil,
        @Nullable Instant finishedAt,
        @Nullable String output,
        @Nullable String error,
        @Nullable String payloadReference,
        @Nullable String webhook,
        List<Transition> history) {

    /**
     * A change of a task's state.
     *
     * @param node that it went to or came from
     * @param reason why, where the state does not say it
     */
    record Transition(
            Instant at,
            String state,
            @Nullable String node,
            @Nullable Integer attempt,
            @Nullable String reason) {}
}
