package io.sluice.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** What happens when the queue is full: how fast tasks are refused, and what memory that takes. */
final class TaskBound {
    private static final String MODEL = "bench-bound";
    private static final int MEDIUM = 5;
    private static final int FILLING_BATCH = 1_000;
    private static final int CLIENTS = 16;

    private final Platform platform;
    private final TaskApi api;
    private final TaskTables tables;
    private final int seconds;
    private final int batch;

    TaskBound(Platform platform, TaskApi api, int seconds, int batch) {
        this.platform = platform;
        this.api = api;
        this.tables = new TaskTables(platform);
        this.seconds = seconds;
        this.batch = batch;
    }

    void measure() throws IOException, InterruptedException {
        System.out.printf("%nbound: submissions until the queue is full, and on%n");
        tables.clear();
        api.register(MODEL + "-0", 1, MODEL);
        double before = heapInMebibytes();
        fill();
        double full = heapInMebibytes();
        refuse(batch);
        refuse(1);
        System.out.printf(
                Locale.ROOT,
                "  heap of coordinator-service after a collection: %.0f MB before, %.0f MB full,"
                        + " %.0f MB after refusing%n",
                before,
                full,
                heapInMebibytes());
        tables.clear();
    }

    private void fill() throws IOException, InterruptedException {
        TaskBooks books = new TaskBooks(Integer.MAX_VALUE);
        long start = System.nanoTime();
        int accepted;
        do {
            accepted = api.submit(MODEL, MEDIUM, books.numbers(FILLING_BATCH), FILLING_BATCH);
            books.submitted(FILLING_BATCH, accepted);
        } while (accepted == FILLING_BATCH);
        System.out.printf(
                Locale.ROOT,
                "  %,d tasks taken, one batch of %,d after the other: %,.0f tasks/s%n",
                books.accepted(),
                FILLING_BATCH,
                books.accepted() * 1e9 / (System.nanoTime() - start));
    }

    private void refuse(int tasks) {
        TaskBooks books = new TaskBooks(Integer.MAX_VALUE);
        long start = System.nanoTime();
        try (TaskSubmitters _ = new TaskSubmitters(api, books, MODEL, MEDIUM, CLIENTS, tasks, 0)) {
            Waiting.until(start + Duration.ofSeconds(seconds).toNanos());
        }
        double elapsed = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "  refused in requests of %d: %,.0f tasks/s, %,.0f requests/s from %d clients%n",
                tasks,
                books.refused() / elapsed,
                books.refused() / elapsed / tasks,
                CLIENTS);
        System.out.print(books.line());
    }

    /** After a collection. */
    private double heapInMebibytes() throws IOException, InterruptedException {
        long process =
                Objects.requireNonNull(
                        platform.processes().get("coordinator-service"),
                        "coordinator-service does not run");
        Process collection =
                new ProcessBuilder(
                                System.getProperty("java.home") + "/bin/jcmd",
                                Long.toString(process),
                                "GC.run")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        collection.waitFor(30, TimeUnit.SECONDS);
        return api.heapUsed() / 1024.0 / 1024;
    }
}
