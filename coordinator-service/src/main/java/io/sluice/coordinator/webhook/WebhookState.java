package io.sluice.coordinator.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the call about a task is.
 *
 * @param state {@code waiting}, {@code delivered} or {@code given_up}
 * @param attempts how often it was tried
 * @param nextAt when it is tried next at the earliest; only while it waits
 * @param lastError what went wrong the last time
 */
public record WebhookState(
        String state, int attempts, @Nullable Instant nextAt, @Nullable String lastError) {}
