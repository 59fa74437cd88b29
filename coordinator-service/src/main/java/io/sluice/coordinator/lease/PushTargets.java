package io.sluice.coordinator.lease;

import io.sluice.coordinator.node.PostgresNodes;
import java.time.Duration;
import java.util.List;
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
    private static final int MOST = 100_000;

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

    /** What each wants: as much as it has room for. */
    List<WorkDemand> demands() {
        if (!push.isReady()) {
            return List.of();
        }
        if (System.nanoTime() - knownSince >= REMEMBERED.toNanos()) {
            known = nodes.pushed();
            knownSince = System.nanoTime();
        }
        return known.stream().map(node -> new WorkDemand(node, null, MOST)).toList();
    }

    /** Sends leases, or takes them back if that fails or the node does not want it. */
    void push(String node, List<Lease> leases) {
        if (!known.contains(node)) {
            reports.takeBack(leases, "the node no longer waited");
            return;
        }
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
