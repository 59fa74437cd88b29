package io.sluice.coordinator.webhook;

import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A call that is due, and that this replica has claimed.
 *
 * @param target as it was submitted
 * @param attempts how often it was tried before
 * @param age since the task was finished
 * @param claimedUntil when others may claim it; it tells this claim from others
 */
record WebhookDelivery(
        UUID taskId, String target, int attempts, Duration age, OffsetDateTime claimedUntil) {
    int attempt() {
        return attempts + 1;
    }

    /** For logs, where the rest of the target does not belong: it may hold a secret. */
    String host() {
        try {
            return String.valueOf(URI.create(target).getHost());
        } catch (IllegalArgumentException _) {
            return "none";
        }
    }
}
