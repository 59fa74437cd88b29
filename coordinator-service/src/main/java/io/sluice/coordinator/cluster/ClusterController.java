package io.sluice.coordinator.cluster;

import io.sluice.coordinator.node.NodeRegistry;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Statistics over HTTP. */
@RestController
class ClusterController {
    private final NodeRegistry nodes;
    private final PostgresQueueStatistics queue;

    ClusterController(NodeRegistry nodes, PostgresQueueStatistics queue) {
        this.nodes = nodes;
        this.queue = queue;
    }

    @GetMapping("/api/v1/cluster")
    ClusterResponse get() {
        return ClusterResponse.of(nodes.list(null), queue.get());
    }
}
