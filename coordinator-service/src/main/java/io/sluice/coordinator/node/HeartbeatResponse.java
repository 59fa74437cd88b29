package io.sluice.coordinator.node;

import java.time.Duration;

/**
 * What a node is told when it says that it lives.
 *
 * @param state as the coordinator sees it
 * @param heartbeatInterval how often it is to say so
 */
record HeartbeatResponse(String state, boolean draining, Duration heartbeatInterval) {}
