package io.sluice.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** How long it takes until a node has an urgent task: when nothing waits, and when many wait. */
final class TaskDispatch {
    static final Duration GOAL = Duration.ofMillis(50);

    private static final int LOW = 9;
    private static final int URGENT_CLIENTS = 16;
    private static final int LOW_CLIENTS = 4;
    private static final int FILLING_BATCH = 1_000;

    private final TaskApi api;
    private final TaskLoad load;
    private final TaskTables tables;
    private final Duration service;
    private final int warmup;
    private final int batch;

    /**
     * @param service how long a node works on a task
     * @param batch of tasks of low priority in a request
     */
    TaskDispatch(
            TaskApi api,
            TaskLoad load,
            TaskTables tables,
            Duration service,
            int warmup,
            int batch) {
        this.api = api;
        this.load = load;
        this.tables = tables;
        this.service = service;
        this.warmup = warmup;
        this.batch = batch;
    }

    /**
     * Sends urgent tasks, one at a time, while others of low priority wait for the same nodes. As
     * many of those come in as are finished.
     *
     * @return false if a task was finished twice
     */
    boolean measure(int waiting, double urgentPerSecond, int seconds)
            throws IOException, InterruptedException {
        System.out.printf(
                Locale.ROOT,
                "%ndispatch: %.0f urgent tasks/s while %,d of low priority wait; a task takes %s in"
                        + " the mean%n",
                urgentPerSecond,
                waiting,
                service);
        tables.clear();
        TaskBooks books = new TaskBooks(waiting == 0 ? 0 : waiting + load.room());
        String model = "bench-dispatch-" + waiting;
        if (waiting > 0) {
            api.register(model + "-0", load.capacity(), model);
            fill(books, model, waiting);
        }
        try (TaskNodes _ = new TaskNodes(api, books, load, model, service);
                TaskSubmitters _ =
                        new TaskSubmitters(
                                api, books, model, LOW, waiting == 0 ? 0 : LOW_CLIENTS, batch, 0);
                TaskSubmitters _ =
                        new TaskSubmitters(
                                api,
                                books,
                                model,
                                TaskBooks.URGENT,
                                URGENT_CLIENTS,
                                1,
                                urgentPerSecond)) {
            Waiting.until(System.nanoTime() + Duration.ofSeconds(warmup).toNanos());
            books.restartTimes();
            long finishedBefore = books.finished();
            Waiting.until(System.nanoTime() + Duration.ofSeconds(seconds).toNanos());
            print(books, (books.finished() - finishedBefore) / (double) seconds);
        }
        System.out.print(books.line());
        return books.isNoneFinishedTwice() && books.times(TaskBooks.URGENT).leases() > 0;
    }

    private void fill(TaskBooks books, String model, int waiting)
            throws IOException, InterruptedException {
        for (int left = waiting; left > 0; ) {
            int count = Math.min(FILLING_BATCH, left);
            if (books.hasRoomSoon(count)) {
                books.submitted(count, api.submit(model, LOW, books.numbers(count), count));
                left -= count;
            }
        }
    }

    private static boolean isMet(TaskTimes urgent) {
        return urgent.leases() > 0 && urgent.untilLeased(99) <= GOAL.toMillis();
    }

    private static void print(TaskBooks books, double finishedPerSecond) {
        TaskTimes urgent = books.times(TaskBooks.URGENT);
        System.out.printf(
                Locale.ROOT,
                "  urgent tasks (goal for p99 %d ms: %s), %,.0f tasks/s finished meanwhile, %,d"
                        + " under way%n",
                GOAL.toMillis(),
                isMet(urgent) ? "met" : "MISSED",
                finishedPerSecond,
                books.accepted() - books.finished());
        System.out.print(urgent.leaseLine());
    }
}
