package io.sluice.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Clients that submit tasks, each its next batch when the one before was answered. */
final class TaskSubmitters implements AutoCloseable {
    private static final long AFTER_FAILURE_NANOS = 50_000_000;

    private final TaskApi api;
    private final TaskBooks books;
    private final String model;
    private final int priority;
    private final int batch;
    private final double nanosBetween;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running = true;

    /**
     * @param batch tasks in a request; 1 for a request without a batch
     * @param tasksPerSecond of all together; 0 for as fast as there is room in the books
     */
    TaskSubmitters(
            TaskApi api,
            TaskBooks books,
            String model,
            int priority,
            int clients,
            int batch,
            double tasksPerSecond) {
        this.api = api;
        this.books = books;
        this.model = model;
        this.priority = priority;
        this.batch = batch;
        this.nanosBetween = tasksPerSecond == 0 ? 0 : 1e9 * batch * clients / tasksPerSecond;
        long start = System.nanoTime();
        for (int i = 0; i < clients; i++) {
            long first = start + (long) (nanosBetween * i / clients);
            threads.add(Thread.startVirtualThread(() -> submit(first)));
        }
    }

    private void submit(long first) {
        try {
            for (long number = 0; running; number++) {
                if (nanosBetween > 0) {
                    Waiting.until(first + (long) (number * nanosBetween));
                }
                if (priority == TaskBooks.URGENT || books.hasRoomSoon(batch)) {
                    submitUntilAnswered();
                }
            }
        } catch (InterruptedException _) {
            // It is over.
        }
    }

    private void submitUntilAnswered() throws InterruptedException {
        while (running) {
            try {
                books.submitted(batch, api.submit(model, priority, books.numbers(batch), batch));
                return;
            } catch (IOException e) {
                books.failed(e);
                LockSupport.parkNanos(AFTER_FAILURE_NANOS);
            }
        }
    }

    /** What is being sent is still answered. */
    @Override
    public void close() {
        running = false;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
