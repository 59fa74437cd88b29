package io.sluice.worker;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes leases for as many tasks as can begin at once, and does them. */
final class LeaseIntake {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseIntake.class);

    /** The coordinator refuses to give more. */
    private static final int MOST_AT_ONCE = 1_000;

    private final CoordinatorClient coordinator;
    private final LeaseRenewal renewal;
    private final ResultDelivery results;
    private final TaskRunner runner;
    private final Counters counters;
    private final Signal heartbeat;
    private final Semaphore free;
    private final Map<Long, Lease> running = new ConcurrentHashMap<>();
    private final ExecutorService threads;
    private volatile boolean draining;

    /**
     * @param heartbeat is given when the coordinator should hear at once what this node holds
     */
    LeaseIntake(
            CoordinatorClient coordinator,
            LeaseRenewal renewal,
            ResultDelivery results,
            TaskRunner runner,
            Counters counters,
            int capacity,
            Signal heartbeat) {
        this.coordinator = coordinator;
        this.renewal = renewal;
        this.results = results;
        this.runner = runner;
        this.counters = counters;
        this.heartbeat = heartbeat;
        free = new Semaphore(capacity);
        threads =
                Executors.newFixedThreadPool(
                        capacity, Thread.ofPlatform().name("task-", 0).daemon().factory());
    }

    int running() {
        return running.size();
    }

    /** Waits for a free thread, asks for tasks, and begins them. */
    void round() throws InterruptedException {
        free.acquire();
        int most = 1 + free.drainPermits();
        int taken = 0;
        try {
            results.awaitRoom();
            List<Lease> leases = coordinator.pull(Math.min(most, MOST_AT_ONCE));
            taken = leases.size();
            leases.forEach(this::begin);
        } finally {
            free.release(Math.max(0, most - taken));
        }
    }

    private void begin(Lease lease) {
        counters.add(Count.LEASES_TAKEN);
        renewal.keep(lease);
        running.put(lease.token(), lease);
        threads.execute(() -> {
            try {
                work(lease);
            } catch (InterruptedException _) {
                LOG.warn("{} was not finished", lease);
            } finally {
                free.release();
            }
        });
    }

    private void work(Lease lease) throws InterruptedException {
        if (draining) {
            giveBack(List.of(lease), "the node stops");
            return;
        }
        try {
            TaskResult result = runner.run(lease);
            counters.add(result.isSuccess() ? Count.TASKS_SUCCEEDED : Count.TASKS_FAILED);
            if (!result.isSuccess()) {
                LOG.warn("{} has failed: {}", lease, result.error());
            }
            results.add(result);
        } catch (ModelNotHeld e) {
            // The coordinator thinks otherwise: it learns what is held before it gives more.
            heartbeat.give();
            giveBack(List.of(lease), String.valueOf(e.getMessage()));
        }
    }

    /** From now on begins nothing. */
    void drain() {
        draining = true;
    }

    /** Waits for the tasks that run, and gives back those that do not end in time. */
    void awaitNone(Duration most) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS)) {
            giveBack(running.values(), "the node stops, and it did not end in " + most);
        }
    }

    /** Returns whether none runs any more. */
    boolean stop() {
        threads.shutdownNow();
        return running.isEmpty();
    }

    private void giveBack(Collection<Lease> some, String reason) throws InterruptedException {
        List<Lease> leases = List.copyOf(some);
        LOG.info("Gives back {}: {}", leases, reason);
        leases.forEach(lease -> renewal.forget(lease.token()));
        try {
            int refused = coordinator.giveBack(leases, reason).size();
            counters.add(Count.LEASES_RETURNED, leases.size() - refused);
        } catch (CoordinatorUnreachable | CoordinatorRefusal e) {
            LOG.warn("{} can't be given back, and will run out: {}", leases, e.getMessage());
        }
    }
}
