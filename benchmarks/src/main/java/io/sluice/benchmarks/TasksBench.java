package io.sluice.benchmarks;

import io.sluice.benchmarks.TaskThroughput.Outcome;
import io.sluice.benchmarks.TaskThroughput.Submission;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tasks in over HTTP, out to simulated nodes, and their results back. */
@Command(
        name = "tasks",
        mixinStandardHelpOptions = true,
        description =
                "Submits tasks to simulated nodes and measures how many get done, and how fast"
                        + " urgent ones are handed out.")
final class TasksBench implements Callable<Integer> {
    /** What is measured. */
    enum Measurement {
        THROUGHPUT,
        DISPATCH,
        BOUND,
        CEILING
    }

    private static final int CEILING_CONNECTIONS = 16;
    private static final int CEILING_BATCH_CONNECTIONS = 4;

    @Option(
            names = "--only",
            split = ",",
            description = "${COMPLETION-CANDIDATES}; all if nothing is given")
    private List<Measurement> only = List.of();

    @Option(names = "--nodes", defaultValue = "50", description = "(${DEFAULT-VALUE})")
    private int nodes;

    @Option(
            names = "--capacity",
            defaultValue = "16",
            description = "tasks that a node works on at once (${DEFAULT-VALUE})")
    private int capacity;

    @Option(names = "--runs", defaultValue = "5", description = "of throughput (${DEFAULT-VALUE})")
    private int runs;

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description = "of a run, and of refusals (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--warmup",
            defaultValue = "20",
            description = "seconds before, not counted (${DEFAULT-VALUE})")
    private int warmup;

    @Option(
            names = "--submitters",
            defaultValue = "8",
            description = "clients that submit batches (${DEFAULT-VALUE})")
    private int submitters;

    @Option(names = "--batch", defaultValue = "50", description = "tasks a POST (${DEFAULT-VALUE})")
    private int batch;

    @Option(
            names = "--single-submitters",
            defaultValue = "64",
            description = "clients that submit one task at a time (${DEFAULT-VALUE})")
    private int singleSubmitters;

    @Option(
            names = "--rate",
            defaultValue = "2000",
            description = "tasks a second in the run with a given rate (${DEFAULT-VALUE})")
    private double rate;

    @Option(
            names = "--waiting",
            defaultValue = "100000",
            description = "tasks of low priority that wait (${DEFAULT-VALUE})")
    private int waiting;

    @Option(
            names = "--service-millis",
            defaultValue = "1000",
            description = "that a task takes in the mean while others wait (${DEFAULT-VALUE})")
    private long serviceMillis;

    @Option(
            names = "--urgent-rate",
            defaultValue = "50",
            description = "urgent tasks a second (${DEFAULT-VALUE})")
    private double urgentRate;

    @Option(
            names = "--urgent-seconds",
            defaultValue = "60",
            description = "of urgent tasks (${DEFAULT-VALUE})")
    private int urgentSeconds;

    @Option(
            names = "--ceiling-seconds",
            defaultValue = "15",
            description = "per measurement (${DEFAULT-VALUE})")
    private int ceilingSeconds;

    @Option(names = "--front-door", description = "through the front door and not straight")
    private boolean frontDoor;

    private boolean right = true;
    private double best;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Set<Measurement> chosen =
                only.isEmpty() ? EnumSet.allOf(Measurement.class) : EnumSet.copyOf(only);
        TaskLoad load = new TaskLoad(nodes, capacity);
        System.out.printf("%d nodes that work on %d tasks at once%n", nodes, capacity);
        try (Platform platform = new Platform();
                TaskApi api = new TaskApi(platform.coordinator(frontDoor))) {
            if (chosen.contains(Measurement.THROUGHPUT)) {
                throughput(new TaskThroughput(platform, api, load, runs, seconds, warmup));
            }
            if (chosen.contains(Measurement.DISPATCH)) {
                dispatch(platform, api, load);
            }
            if (chosen.contains(Measurement.BOUND)) {
                new TaskBound(platform, api, seconds, batch).measure();
            }
            if (chosen.contains(Measurement.CEILING)) {
                ceiling(platform);
            }
        }
        return right ? 0 : 1;
    }

    private void throughput(TaskThroughput throughput) throws IOException, InterruptedException {
        List<Submission> submissions =
                List.of(
                        new Submission("batches of " + batch, submitters, batch, 0),
                        new Submission("one by one", singleSubmitters, 1, 0),
                        new Submission("at a given rate", submitters, batch, rate));
        for (Submission submission : submissions) {
            Outcome outcome = throughput.measure(submission);
            best = Math.max(best, outcome.perSecond());
            right &= outcome.isRight();
        }
    }

    private void dispatch(Platform platform, TaskApi api, TaskLoad load)
            throws IOException, InterruptedException {
        TaskDispatch dispatch =
                new TaskDispatch(
                        api,
                        load,
                        new TaskTables(platform),
                        Duration.ofMillis(serviceMillis),
                        warmup,
                        batch);
        right &= dispatch.measure(0, urgentRate, urgentSeconds);
        right &= dispatch.measure(waiting, urgentRate, urgentSeconds);
    }

    private void ceiling(Platform platform) {
        System.out.printf("%nceiling: a plain table over JDBC%n");
        QueueCeiling ceiling = new QueueCeiling(platform);
        measureCeiling(ceiling, CEILING_CONNECTIONS, 1);
        measureCeiling(ceiling, CEILING_BATCH_CONNECTIONS, batch);
        ceiling.clear();
    }

    private void measureCeiling(QueueCeiling ceiling, int connections, int tasks) {
        double perSecond = ceiling.measure(connections, tasks, Duration.ofSeconds(ceilingSeconds));
        System.out.printf(
                Locale.ROOT,
                "  %2d tasks a transaction, %2d connections: %,8.0f tasks/s%s%n",
                tasks,
                connections,
                perSecond,
                best == 0
                        ? ""
                        : String.format(Locale.ROOT, "; ours is %.2f of it", best / perSecond));
    }
}
