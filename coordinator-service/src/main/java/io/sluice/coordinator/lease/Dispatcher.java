package io.sluice.coordinator.lease;

import io.sluice.coordinator.background.BackgroundThread;
import io.sluice.coordinator.task.QueueSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hands tasks out, round after round, while nodes wait on this replica. Others do the same on
 * theirs: the database keeps them apart.
 */
@Component
class Dispatcher implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Polls polls;
    private final PushTargets pushTargets;
    private final DispatchRound round;
    private final LeaseSweep sweep;
    private final LeaseReports reports;
    private final LeaseCounters counters;
    private final QueueSignal signal;
    private final LeaseProperties properties;
    private final BackgroundThread thread = new BackgroundThread("dispatcher", PATIENCE, this::run);

    Dispatcher(
            Polls polls,
            PushTargets pushTargets,
            DispatchRound round,
            LeaseSweep sweep,
            LeaseReports reports,
            LeaseCounters counters,
            QueueSignal signal,
            LeaseProperties properties) {
        this.polls = polls;
        this.pushTargets = pushTargets;
        this.round = round;
        this.sweep = sweep;
        this.reports = reports;
        this.counters = counters;
        this.signal = signal;
        this.properties = properties;
    }

    @Override
    public void start() {
        polls.open();
        thread.start();
    }

    @Override
    public void stop() {
        polls.close();
        thread.stop(signal::wake);
    }

    @Override
    public boolean isRunning() {
        return thread.isRunning();
    }

    /** Before the web server, so that long polls do not hold it up. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    private void run() throws InterruptedException {
        while (thread.isRunning()) {
            try {
                signal.await(properties.lookEvery().toMillis());
                sweep.runWhenDue();
                handOut();
            } catch (RuntimeException e) {
                log.warn("a round of dispatch failed: {}", e.toString());
                Thread.sleep(AFTER_FAILURE);
            }
        }
    }

    private void handOut() {
        List<Poll> waiting = polls.waiting();
        List<WorkDemand> demands = new ArrayList<>(pushTargets.demands());
        waiting.forEach(poll -> demands.add(poll.demand()));
        Map<String, List<Lease>> granted = new HashMap<>(round.run(demands));
        granted.values().forEach(counters::granted);
        waiting.forEach(poll -> give(poll, granted));
        granted.forEach(pushTargets::push);
        waiting.stream().filter(Poll::isForOneRound).forEach(poll -> poll.give(List.of()));
    }

    /** What is more than one poll asked for stays for the next one of the same node. */
    private void give(Poll poll, Map<String, List<Lease>> granted) {
        WorkDemand demand = poll.demand();
        List<Lease> leases = granted.get(demand.node());
        if (leases == null || !demand.isOf(demand.node(), leases.getFirst().incarnation())) {
            return;
        }
        int count = Math.min(demand.most(), leases.size());
        if (count < leases.size()) {
            granted.put(demand.node(), leases.subList(count, leases.size()));
        } else {
            granted.remove(demand.node());
        }
        List<Lease> given = List.copyOf(leases.subList(0, count));
        if (!poll.give(given)) {
            reports.takeBack(given, "the node no longer waited");
        }
    }
}
