package io.sluice.worker;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A task that this node may do until its time has passed, unless renewed.
 *
 * @param token names this lease: a later one of the same task has a greater token
 * @param version to be run; empty if any that this node holds will do
 * @param payload or else {@code payloadReference}
 * @param leaseDuration counted from when it was given or renewed
 */
record Lease(
        String taskId,
        long token,
        String model,
        String version,
        @Nullable JsonNode payload,
        @Nullable URI payloadReference,
        Duration leaseDuration) {
    private static final Duration UNLESS_SAID = Duration.ofSeconds(30);

    Lease {
        version = Objects.requireNonNullElse(version, "");
        leaseDuration = Objects.requireNonNullElse(leaseDuration, UNLESS_SAID);
    }

    ModelVersion modelVersion() {
        return new ModelVersion(model, version);
    }

    @Override
    public String toString() {
        return "task " + taskId + " (token " + token + ")";
    }
}
