package io.sluice.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps results until the coordinator has answered to them, and sends them until then. */
final class ResultDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(ResultDelivery.class);
    private static final int MOST_AT_ONCE = 100;

    /** The coordinator has it: only the answer was lost. */
    private static final String TAKEN_BEFORE = "result_already_given";

    private final CoordinatorClient coordinator;
    private final LeaseRenewal renewal;
    private final Counters counters;
    private final int bound;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Long, TaskResult> waiting = new LinkedHashMap<>();

    ResultDelivery(
            CoordinatorClient coordinator, LeaseRenewal renewal, Counters counters, int bound) {
        this.coordinator = coordinator;
        this.renewal = renewal;
        this.counters = counters;
        this.bound = bound;
    }

    void add(TaskResult result) {
        lock.lock();
        try {
            waiting.put(result.token(), result);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until fewer results wait than may. */
    void awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.size() >= bound) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no result waits, and returns how many do when the time has passed. */
    int awaitNone(Duration most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = most.toNanos();
            while (!waiting.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for results, and sends them. */
    void round() throws InterruptedException {
        send(next());
    }

    private List<TaskResult> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty()) {
                changed.await();
            }
            return waiting.values().stream().limit(MOST_AT_ONCE).toList();
        } finally {
            lock.unlock();
        }
    }

    private void send(List<TaskResult> results) throws InterruptedException {
        try {
            settle(results, coordinator.give(results));
        } catch (CoordinatorRefusal e) {
            if (e.isUnknownNode() || e.isSuperseded()) {
                throw e;
            }
            sendApart(results, e);
        }
    }

    /** One result that can't be read, or many that are too large together, hold up no other. */
    private void sendApart(List<TaskResult> results, CoordinatorRefusal refusal)
            throws InterruptedException {
        if (results.size() == 1) {
            settle(results, List.of(new Rejection(0, refusal.code(), refusal.toString())));
            return;
        }
        for (TaskResult result : results) {
            send(List.of(result));
        }
    }

    private void settle(List<TaskResult> results, List<Rejection> rejections) {
        List<TaskResult> taken = new ArrayList<>(results);
        for (Rejection rejection : rejections) {
            TaskResult result = results.get(rejection.index());
            if (!rejection.code().equals(TAKEN_BEFORE)) {
                taken.remove(result);
                counters.add(Count.RESULTS_REFUSED);
                LOG.warn(
                        "The {} was not taken: {} {}",
                        result,
                        rejection.code(),
                        rejection.message());
            }
        }
        counters.add(Count.RESULTS_TAKEN, taken.size());
        remove(results);
    }

    private void remove(List<TaskResult> results) {
        lock.lock();
        try {
            for (TaskResult result : results) {
                waiting.remove(result.token());
                renewal.forget(result.token());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
