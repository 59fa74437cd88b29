package io.sluice.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A simulated node: asks for as many tasks as it has room for, waits for each as long as the model
 * would take, and reports in one request whatever is done by then.
 */
final class TaskNode implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long AFTER_FAILURE_NANOS = 50_000_000;

    private final TaskApi api;
    private final TaskBooks books;
    private final String id;
    private final long serviceNanos;
    private final Semaphore room;
    private final BlockingQueue<LeasedTask> done = new LinkedBlockingQueue<>();
    private final Thread poller;
    private final Thread reporter;
    private volatile boolean running = true;

    /**
     * @param service how long a task takes in the mean: each half of that, or up to as much more
     */
    TaskNode(TaskApi api, TaskBooks books, String id, int capacity, Duration service) {
        this.api = api;
        this.books = books;
        this.id = id;
        this.serviceNanos = service.toNanos();
        this.room = new Semaphore(capacity);
        this.poller = Thread.ofVirtual().start(this::poll);
        this.reporter = Thread.ofVirtual().start(this::report);
    }

    private void poll() {
        while (running) {
            try {
                room.acquire();
                int free = 1 + room.drainPermits();
                room.release(free - ask(free));
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /** Returns how many it got. */
    private int ask(int free) throws InterruptedException {
        try {
            List<LeasedTask> leased = api.lease(id, free, PATIENCE);
            long now = System.nanoTime();
            for (LeasedTask task : leased) {
                books.leased(task, now);
                work(task);
            }
            return leased.size();
        } catch (IOException e) {
            pauseAfterFailure(e);
            return 0;
        }
    }

    private void work(LeasedTask task) {
        if (serviceNanos == 0) {
            done.add(task);
            return;
        }
        long end =
                System.nanoTime()
                        + serviceNanos / 2
                        + ThreadLocalRandom.current().nextLong(serviceNanos + 1);
        Thread.startVirtualThread(() -> {
            Waiting.until(end);
            done.add(task);
        });
    }

    private void report() {
        List<LeasedTask> tasks = new ArrayList<>();
        while (running) {
            try {
                tasks.add(done.take());
                done.drainTo(tasks);
                reportUntilTaken(tasks);
                room.release(tasks.size());
                tasks.clear();
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void reportUntilTaken(List<LeasedTask> tasks) throws InterruptedException {
        while (running) {
            try {
                int taken = api.report(id, tasks);
                long now = System.nanoTime();
                // Which ones were not taken does not matter: the books will not be right.
                tasks.subList(0, taken).forEach(task -> books.finished(task, now));
                return;
            } catch (IOException e) {
                pauseAfterFailure(e);
            }
        }
    }

    private void pauseAfterFailure(IOException failure) {
        if (running) {
            books.failed(failure);
            LockSupport.parkNanos(AFTER_FAILURE_NANOS);
        }
    }

    @Override
    public void close() {
        running = false;
        poller.interrupt();
        reporter.interrupt();
        try {
            poller.join();
            reporter.join();
            api.leave(id);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException _) {
            // It will be forgotten.
        }
    }
}
