package io.sluice.coordinator.lease;

import io.sluice.coordinator.node.PostgresNodes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The nodes that tasks are sent to. They ask all the time for what they have room for. */
@Component
class PushTargets {
    private static final Logger log = LoggerFactory.getLogger(PushTargets.class);
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private final PostgresNodes nodes;
    private final TaskPush push;
    private final LeaseReports reports;
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private List<String> known = List.of();
    private long knownSince = System.nanoTime() - REMEMBERED.toNanos();

    PushTargets(PostgresNodes nodes, TaskPush push, LeaseReports reports) {
        this.nodes = nodes;
        this.push = push;
        this.reports = reports;
    }

    /** How many tasks each wants: as many as it has room for. */
    Map<String, Integer> asked() {
        if (!push.isReady()) {
            return Map.of();
        }
        if (System.nanoTime() - knownSince >= REMEMBERED.toNanos()) {
            known = nodes.pushed();
            knownSince = System.nanoTime();
        }
        Map<String, Integer> asked = new HashMap<>();
        known.forEach(node -> asked.put(node, Integer.MAX_VALUE / 2));
        return asked;
    }

    /** Sends leases; takes them back if that fails. */
    void push(String node, List<Lease> leases) {
        threads.execute(() -> {
            try {
                push.push(node, leases);
            } catch (TaskPush.PushFailure e) {
                log.warn("{} leases not sent to node {}: {}", leases.size(), node, e.toString());
                reports.takeBack(leases, "not sent to the node");
            }
        });
    }
}
