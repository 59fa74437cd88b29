package io.sluice.coordinator.lease;

import io.sluice.coordinator.node.LeaseEnds;
import io.sluice.coordinator.result.ResultSignal;
import io.sluice.coordinator.task.PostgresTaskChanges;
import io.sluice.coordinator.task.QueueSignal;
import io.sluice.coordinator.task.TaskChange;
import io.sluice.coordinator.task.TaskRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends leases that ran out, and tasks whose deadline passed. Every replica does it: rows that
 * another one looks after are passed over.
 */
@Component
class LeaseSweep implements LeaseEnds {
    private static final Logger log = LoggerFactory.getLogger(LeaseSweep.class);
    private static final int MOST = 500;

    private final PostgresTaskChanges changes;
    private final TransactionTemplate transaction;
    private final QueueSignal signal;
    private final ResultSignal results;
    private final LeaseCounters counters;
    private final LeaseProperties properties;
    private long next = System.nanoTime();

    LeaseSweep(
            PostgresTaskChanges changes,
            TransactionTemplate transaction,
            QueueSignal signal,
            ResultSignal results,
            LeaseCounters counters,
            LeaseProperties properties) {
        this.changes = changes;
        this.transaction = transaction;
        this.signal = signal;
        this.results = results;
        this.counters = counters;
        this.properties = properties;
    }

    /** Looks for something to end, unless that was done a moment ago. */
    void runWhenDue() {
        if (System.nanoTime() - next >= 0) {
            run();
            next = System.nanoTime() + properties.lookEvery().toNanos();
        }
    }

    private void run() {
        int ended;
        do {
            ended = Objects.requireNonNull(transaction.execute(_ -> runWithin()));
            if (ended > 0) {
                signal.wake();
                results.wake();
            }
        } while (ended >= MOST);
    }

    private int runWithin() {
        List<TaskChange> decided = new ArrayList<>();
        changes.lockRunOut(MOST)
                .forEach(facts -> {
                    log.info(
                            "lease {} of task {} ran out on node {}",
                            facts.token(),
                            facts.id(),
                            facts.node());
                    decided.add(TaskRules.afterLostLease(facts, "lease ran out"));
                });
        counters.ranOut(decided.size());
        changes.lockPastDeadline(MOST).forEach(facts -> decided.add(TaskRules.expired(facts)));
        changes.apply(decided, properties.seconds());
        return decided.size();
    }

    @Override
    public int endAll(String nodeId, String reason) {
        List<TaskChange> decided =
                changes.lockLeasedBy(nodeId).stream()
                        .map(facts -> TaskRules.afterLostLease(facts, reason))
                        .toList();
        changes.apply(decided, properties.seconds());
        return decided.size();
    }
}
