package io.sluice.coordinator.lease;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right to work on a task, until it runs out.
 *
 * @param node that has it
 * @param incarnation the start of the node's program that has it
 * @param token by which everything about it is told apart from other leases; greater than that of
 *     any lease before
 * @param version to be run
 * @param payload JSON, or null if there is a reference
 * @param attempt the number of this attempt, from 1
 */
record Lease(
        String node,
        String incarnation,
        UUID task,
        long token,
        String model,
        String version,
        @Nullable String payload,
        @Nullable String payloadReference,
        int priority,
        @Nullable String deviceId,
        int attempt,
        int maxAttempts,
        Instant submittedAt,
        @Nullable Instant deadline,
        Instant leasedAt,
        Instant leasedUntil) {}
