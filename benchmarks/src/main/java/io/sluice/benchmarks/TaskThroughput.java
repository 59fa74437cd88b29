package io.sluice.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** How many tasks a second go from submission to an acknowledged result. */
final class TaskThroughput {
    private static final int MEDIUM = 5;
    private static final int SECONDS_BEHIND = 5;
    private static final double KEPT = 0.99;
    private static final Duration LAST_ONES = Duration.ofSeconds(60);

    private final Platform platform;
    private final TaskApi api;
    private final TaskLoad load;
    private final TaskTables tables;
    private final int runs;
    private final int seconds;
    private final int warmup;

    TaskThroughput(
            Platform platform, TaskApi api, TaskLoad load, int runs, int seconds, int warmup) {
        this.platform = platform;
        this.api = api;
        this.load = load;
        this.tables = new TaskTables(platform);
        this.runs = runs;
        this.seconds = seconds;
        this.warmup = warmup;
    }

    /**
     * How tasks are submitted.
     *
     * @param batch tasks in a request
     * @param rate tasks a second; 0 for as many as nodes finish
     */
    record Submission(String name, int clients, int batch, double rate) {}

    /**
     * What was measured.
     *
     * @param perSecond the median of the runs
     */
    record Outcome(double perSecond, boolean isRight) {}

    Outcome measure(Submission how) throws IOException, InterruptedException {
        System.out.printf("%nthroughput: %s%n", how.name());
        tables.clear();
        TaskBooks books = new TaskBooks(mostUnderWay(how));
        String model = "bench-" + how.name().replace(' ', '-');
        double perSecond;
        try (TaskNodes _ = new TaskNodes(api, books, load, model, Duration.ZERO)) {
            try (TaskSubmitters _ =
                    new TaskSubmitters(
                            api, books, model, MEDIUM, how.clients(), how.batch(), how.rate())) {
                Waiting.until(System.nanoTime() + Duration.ofSeconds(warmup).toNanos());
                books.restartTimes();
                perSecond = runs(books);
            }
            awaitLast(books);
        }
        System.out.print(books.line());
        if (perSecond < KEPT * how.rate()) {
            System.out.println("  The rate was NOT kept: the times are of less than asked for.");
        }
        return new Outcome(perSecond, books.areAllFinished() && books.isNoneFinishedTwice());
    }

    /** Nodes need not wait for the next submission, and a rate is kept over a pause of seconds. */
    private int mostUnderWay(Submission how) {
        return how.rate() == 0
                ? 2 * Math.max(load.room(), how.clients() * how.batch())
                : (int) (how.rate() * SECONDS_BEHIND);
    }

    private double runs(TaskBooks books) {
        double[] perSecond = new double[runs];
        long finishedBefore = books.finished();
        CpuTimes before = CpuTimes.now(platform.processes());
        for (int i = 0; i < runs; i++) {
            perSecond[i] = run(books);
        }
        CpuTimes cpu = CpuTimes.now(platform.processes()).since(before);
        Arrays.sort(perSecond);
        double median = perSecond[runs / 2];
        System.out.printf(
                Locale.ROOT,
                "  %,.0f tasks/s, median of %d runs of %d s (%,.0f to %,.0f)%n",
                median,
                runs,
                seconds,
                perSecond[0],
                perSecond[runs - 1]);
        TaskTimes times = books.times(MEDIUM);
        System.out.print(times.leaseLine());
        System.out.print(times.resultLine());
        printCpu(cpu, books.finished() - finishedBefore);
        System.out.printf("  results not on the topic yet %,d%n", tables.unpublished());
        return median;
    }

    private double run(TaskBooks books) {
        long before = books.finished();
        long start = System.nanoTime();
        Waiting.until(start + Duration.ofSeconds(seconds).toNanos());
        return (books.finished() - before) * 1e9 / (System.nanoTime() - start);
    }

    private static void printCpu(CpuTimes cpu, long tasks) {
        StringBuilder text = new StringBuilder("  CPU ms per task:");
        cpu.seconds()
                .forEach((name, used) -> {
                    double millis = used * 1000 / Math.max(1, tasks);
                    if (millis >= 0.005) {
                        text.append(String.format(Locale.ROOT, " %s %.2f,", name, millis));
                    }
                });
        System.out.printf(
                Locale.ROOT, "%s together %.2f%n", text, cpu.total() * 1000 / Math.max(1, tasks));
    }

    private static void awaitLast(TaskBooks books) {
        long giveUp = System.nanoTime() + LAST_ONES.toNanos();
        while (!books.areAllFinished() && System.nanoTime() < giveUp) {
            Waiting.until(System.nanoTime() + 20_000_000);
        }
    }
}
