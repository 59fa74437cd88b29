package io.sluice.coordinator.node;

import io.sluice.coordinator.housekeeping.Chore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Notices nodes that have become offline, and forgets those that have been for long. */
@Component
class NodeChore implements Chore {
    private static final Logger log = LoggerFactory.getLogger(NodeChore.class);

    private final PostgresNodes nodes;
    private final NodeProperties properties;

    NodeChore(PostgresNodes nodes, NodeProperties properties) {
        this.nodes = nodes;
        this.properties = properties;
    }

    @Override
    public void run() {
        nodes.noteOffline()
                .forEach(node ->
                        log.warn(
                                "node {} is offline: nothing heard for {}",
                                node,
                                properties.offlineAfter()));
        nodes.forget()
                .forEach(node ->
                        log.info(
                                "node {} is forgotten: nothing heard for {}",
                                node,
                                properties.forgottenAfter()));
    }
}
