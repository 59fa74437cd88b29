package io.sluice.worker;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program: a worker that runs until it is ended. */
@Command(
        name = "inference-worker",
        description = "Pulls inference tasks from a coordinator and runs their ONNX models.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class WorkerMain implements Callable<Integer> {
    private static final int FAILED = 1;

    @Option(
            names = "--coordinator",
            description = "its address, or that of the front door (default: ${DEFAULT-VALUE})",
            defaultValue = "${env:SLUICE_WORKER_COORDINATOR:-http://127.0.0.1:8080}")
    private URI coordinator = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--id",
            description = "of this node; no other worker may have it",
            defaultValue = "${env:SLUICE_WORKER_ID}",
            required = true)
    private @Nullable String id;

    @Option(
            names = "--capacity",
            description = "how many tasks run at the same time (default: ${DEFAULT-VALUE})",
            defaultValue = "${env:SLUICE_WORKER_CAPACITY:-1}")
    private int capacity = 1;

    @Option(
            names = "--model",
            description = "the name of a model that this node runs; several are given one by one",
            defaultValue = "${env:SLUICE_WORKER_MODELS}",
            split = ",",
            required = true)
    private @Nullable List<String> models;

    @Option(
            names = "--label",
            paramLabel = "KEY=VALUE",
            description = "what tasks may ask for; several are given one by one",
            defaultValue = "${env:SLUICE_WORKER_LABELS}",
            split = ",")
    private @Nullable Map<String, String> labels;

    @Option(
            names = "--cache",
            description = "the directory for models (default: ${DEFAULT-VALUE})",
            defaultValue = "${env:SLUICE_WORKER_CACHE:-models}")
    private Path cache = Path.of("models");

    public static void main(String[] arguments) {
        int status = commandLine().execute(arguments);
        if (status != 0) {
            System.exit(status);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new WorkerMain())
                .setExecutionExceptionHandler((failure, commandLine, _) -> {
                    commandLine.getErr().println(failure.getMessage());
                    return FAILED;
                });
    }

    @Override
    public Integer call() {
        try (Worker worker = Worker.start(settings())) {
            Runtime.getRuntime().addShutdownHook(new Thread(worker::close, "drain"));
            worker.awaitEnd();
        }
        return 0;
    }

    WorkerSettings settings() {
        return new WorkerSettings(
                coordinator,
                Objects.requireNonNull(id),
                capacity,
                Objects.requireNonNull(models),
                Objects.requireNonNullElse(labels, Map.of()),
                cache,
                WorkerTimes.DEFAULT,
                WorkerLimits.DEFAULT);
    }
}
