package io.sluice.ingestion.reading;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message as it came, before anything is known about what it says.
 *
 * @param payload its bytes, decoded
 * @param contentType the form of the payload, or null for the usual one
 * @param origin where it came from
 * @param receivedAt when it came, to the microsecond; readings without a time of their own get this
 *     one
 * @param screenedAt what event times are compared with: when it came, or when it was fed again
 * @param deviceId the device that the way it came by belongs to, or null when the payload must say
 *     it
 * @param idempotencyKey the sender's name for this message, or null
 * @param indivisible true to take all of its readings or none
 * @param fedAgain the ordinals by metric that the readings of a rejected item had in their first
 *     message, where they were not 0; null for a message that came from its sender
 */
public record Message(
        byte[] payload,
        @Nullable String contentType,
        Origin origin,
        Instant receivedAt,
        Instant screenedAt,
        @Nullable String deviceId,
        @Nullable IdempotencyKey idempotencyKey,
        boolean indivisible,
        @Nullable Map<String, Integer> fedAgain) {
    public Optional<String> device() {
        return Optional.ofNullable(deviceId);
    }

    public Optional<IdempotencyKey> key() {
        return Optional.ofNullable(idempotencyKey);
    }

    /** True for what was rejected before and is tried once more. */
    public boolean isFedAgain() {
        return fedAgain != null;
    }

    /** The ordinal of the first reading of a metric in this message. */
    int firstOrdinal(String metric) {
        return fedAgain == null ? 0 : fedAgain.getOrDefault(metric, 0);
    }

    /** The same message under the name that its sender gave it, which is its source stream then. */
    Message withKey(IdempotencyKey key) {
        Origin named = new Origin(origin.transport(), origin.address(), key.sourceStream(), 0);
        return new Message(
                payload,
                contentType,
                named,
                receivedAt,
                screenedAt,
                deviceId,
                key,
                indivisible,
                fedAgain);
    }
}
