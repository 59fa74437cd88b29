package io.sluice.coordinator.storm;

import java.util.UUID;

/**
 * A result that the service has taken, by the answer that a worker got.
 *
 * @param isSuccess false if the worker has failed
 */
record Accepted(String node, UUID task, long token, boolean isSuccess) {}
