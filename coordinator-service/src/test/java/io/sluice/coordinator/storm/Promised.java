package io.sluice.coordinator.storm;

import java.time.Instant;
import java.util.UUID;

/** A lease, or more time for one, by the answer that a worker got. */
record Promised(String node, UUID task, long token, Instant until) {}
