package io.sluice.coordinator.task;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A task, as it is sent. */
record TaskRequest(
        @Nullable String model,
        @Nullable String version,
        @Nullable Map<String, String> labels,
        @Nullable JsonNode priority,
        @Nullable String deviceId,
        @Nullable JsonNode payload,
        @Nullable String payloadReference,
        @Nullable String deadline,
        @Nullable Integer maxAttempts,
        @Nullable String webhook,
        @Nullable String idempotencyKey) {
    /** The same under a key that came beside it. */
    TaskRequest under(@Nullable String key) {
        return key == null
                ? this
                : new TaskRequest(
                        model,
                        version,
                        labels,
                        priority,
                        deviceId,
                        payload,
                        payloadReference,
                        deadline,
                        maxAttempts,
                        webhook,
                        key);
    }
}
