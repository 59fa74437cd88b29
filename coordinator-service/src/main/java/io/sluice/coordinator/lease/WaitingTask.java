package io.sluice.coordinator.lease;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task that can be leased in this round. Its row is locked.
 *
 * @param rank its place: the earliest goes first
 * @param avoidedNode the node that does not get it now, or null
 */
record WaitingTask(UUID id, long classId, Instant rank, @Nullable String avoidedNode) {}
