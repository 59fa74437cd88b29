package io.sluice.worker;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the coordinator answers to a heartbeat.
 *
 * @param heartbeatInterval until the next one
 * @param assignments the versions that this node should hold
 */
record NodeOrders(@Nullable Duration heartbeatInterval, List<Assignment> assignments) {
    NodeOrders {
        assignments = assignments == null ? List.of() : List.copyOf(assignments);
    }
}
