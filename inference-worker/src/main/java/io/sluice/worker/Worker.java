package io.sluice.worker;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An edge node: registers with a coordinator, holds the models that it is told to, and does tasks.
 * It goes on for as long as it is not closed, also while the coordinator can't be reached.
 */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final WorkerSettings settings;
    private final Counters counters = new Counters();
    private final CoordinatorClient coordinator;
    private final ModelCache cache;
    private final OpenModels models;
    private final PayloadSource payloads;
    private final Connection connection;
    private final ResultDelivery results;
    private final LeaseIntake intake;
    private final Loop taking;
    private final List<Loop> others;
    private volatile boolean closed;

    /**
     * Starts a worker.
     *
     * @throws java.io.UncheckedIOException if its cache can't be used
     */
    public static Worker start(WorkerSettings settings) {
        return new Worker(settings);
    }

    private Worker(WorkerSettings settings) {
        this.settings = settings;
        WorkerTimes times = settings.times();
        WorkerLimits limits = settings.limits();
        cache = ModelCache.open(settings.cache(), limits.cacheBytes(), counters);
        coordinator = new CoordinatorClient(settings, UUID.randomUUID().toString());
        models = new OpenModels(cache, threadsPerTask());
        payloads = new PayloadSource(times.reference(), limits.referenceBytes());
        connection =
                new Connection(
                        settings.id(),
                        () -> coordinator.register(cache.versions(settings.models())),
                        counters);
        LeaseRenewal renewal = new LeaseRenewal(coordinator, counters);
        results = new ResultDelivery(coordinator, renewal, counters, limits.results());
        TaskRunner runner = new TaskRunner(payloads, models, limits.outputBytes());
        Signal now = new Signal();
        intake =
                new LeaseIntake(
                        coordinator, renewal, results, runner, counters, settings.capacity(), now);
        ModelSupply supply = new ModelSupply(coordinator, cache, models, now);
        Heartbeat heartbeat = new Heartbeat(coordinator, cache, supply, intake, settings, now);

        taking = loop("leases", intake::round);
        others =
                List.of(
                        loop("heartbeats", heartbeat::round),
                        loop("models", supply::round),
                        loop("renewals", renewal::round),
                        loop("results", results::round));
    }

    /** Tasks that run side by side share the processors. */
    private int threadsPerTask() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / settings.capacity());
    }

    private Loop loop(String name, Connection.Call round) {
        Backoff backoff =
                new Backoff(
                        settings.times().retryFrom(),
                        settings.times().retryTo(),
                        RandomGenerator.getDefault());
        return Loop.start(settings.id() + "-" + name, connection, backoff, round);
    }

    /** How often something has happened since the start. */
    public long count(Count count) {
        return counters.of(count);
    }

    /**
     * Waits until the worker can't go on.
     *
     * @throws NodeSuperseded if another program has registered under its id
     */
    public void awaitEnd() {
        try {
            connection.end().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof NodeSuperseded superseded) {
                throw superseded;
            }
            throw e;
        }
    }

    boolean isClosing() {
        return closed;
    }

    /**
     * Takes no more tasks, gives back those that have not begun, waits for those that run and until
     * the results are sent, and leaves; all within the time to drain.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (!connection.hasEnded()) {
                drain();
            }
            stop();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            // A model can't be closed while it runs; then the end of the program does it.
            if (intake.stop()) {
                models.close();
            }
            payloads.close();
            coordinator.close();
            cache.close();
        }
    }

    private void drain() throws InterruptedException {
        LOG.info("Node {} ends what it has begun", settings.id());
        long end = System.nanoTime() + settings.times().drain().toNanos();
        intake.drain();
        taking.stop();
        intake.awaitNone(until(end));
        int unsent = results.awaitNone(until(end));
        counters.add(Count.RESULTS_UNSENT, unsent);
        if (unsent > 0) {
            LOG.warn("Node {} leaves with {} results unsent", settings.id(), unsent);
        }
        leave();
    }

    private void leave() throws InterruptedException {
        try {
            coordinator.leave();
        } catch (CoordinatorUnreachable | CoordinatorRefusal e) {
            LOG.warn("Node {} can't sign off: {}", settings.id(), e.getMessage());
        }
    }

    private void stop() throws InterruptedException {
        taking.stop();
        for (Loop loop : others) {
            loop.stop();
        }
    }

    private static Duration until(long nanoTime) {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }
}
