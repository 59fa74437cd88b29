package io.sluice.coordinator.node;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node, as it is sent. */
record NodeResponse(
        String id,
        String state,
        @Nullable String address,
        int capacity,
        Map<String, List<String>> models,
        Map<String, String> labels,
        boolean push,
        boolean draining,
        String incarnation,
        @Nullable NodeLoad load,
        Instant registeredAt,
        Instant lastHeardAt,
        long leases,
        long tasksCompleted,
        long tasksFailed) {
    static NodeResponse of(Node node) {
        return new NodeResponse(
                node.id(),
                node.state().text(),
                node.address(),
                node.capacity(),
                node.models(),
                node.labels(),
                node.push(),
                node.draining(),
                node.incarnation(),
                node.load(),
                node.registeredAt(),
                node.lastHeardAt(),
                node.leases(),
                node.succeeded(),
                node.failed());
    }
}
