package io.sluice.coordinator.node;

import io.sluice.coordinator.model.ModelAssignment;
import java.time.Duration;
import java.util.List;

/**
 * What a node is told when it says that it lives.
 *
 * @param state as the coordinator sees it
 * @param heartbeatInterval how often it is to say so
 * @param assignments the versions that it is to hold
 */
record HeartbeatResponse(
        String state,
        boolean draining,
        Duration heartbeatInterval,
        List<ModelAssignment> assignments) {}
