package io.sluice.coordinator.task;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task that was checked and is not stored yet.
 *
 * @param deviceId what it is about, or null
 * @param payload JSON, or null if there is a reference
 * @param deadline when it is worth nothing any more: a time, or from now on
 */
record NewTask(
        UUID id,
        TaskClass taskClass,
        Priority priority,
        @Nullable String deviceId,
        byte @Nullable [] payload,
        @Nullable String payloadReference,
        @Nullable Deadline deadline,
        int maxAttempts,
        @Nullable String webhook,
        @Nullable Idempotency idempotency) {

    /** A time, or a duration from the time of submission. */
    sealed interface Deadline {
        /** At a time. */
        record At(Instant time) implements Deadline {}

        /** After a time. */
        record After(Duration duration) implements Deadline {}
    }

    /**
     * A name for what is asked for: it is done once, however often it is sent.
     *
     * @param digest of everything that was asked for
     */
    record Idempotency(String key, byte[] digest) {}

    /** How much memory it takes, roughly, in kibibytes; at least 1. */
    int weight() {
        return 1 + (payload == null ? 0 : payload.length / 1024);
    }
}
