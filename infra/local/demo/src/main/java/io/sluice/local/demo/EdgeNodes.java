package io.sluice.local.demo;

import io.sluice.local.servers.Checkout;
import io.sluice.local.servers.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Two workers as processes of their own, which end with this one. */
final class EdgeNodes implements AutoCloseable {
    static final List<String> IDS = List.of("demo-node-1", "demo-node-2");

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final List<String> OPTIONS =
            List.of(
                    "-Xmx128m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED");

    private final PlatformApi api;
    private final Path home;
    private final JavaCommand java;
    private final List<Process> processes = new ArrayList<>();
    private final Thread onInterrupt = new Thread(this::end, "end-of-nodes");

    private EdgeNodes(PlatformApi api, Path home, JavaCommand java) {
        this.api = api;
        this.home = home;
        this.java = java;
    }

    /**
     * Starts them, and returns at once.
     *
     * @param home where their models and what they print lie
     */
    static EdgeNodes start(PlatformApi api, Path home) {
        JavaCommand java =
                new JavaCommand(
                        Checkout.find().classPath("inference-worker"),
                        "io.sluice.worker.WorkerMain",
                        OPTIONS);
        EdgeNodes nodes = new EdgeNodes(api, home, java);
        Runtime.getRuntime().addShutdownHook(nodes.onInterrupt);
        try {
            IDS.forEach(nodes::start);
            return nodes;
        } catch (RuntimeException e) {
            nodes.close();
            throw e;
        }
    }

    /** Waits until both are registered and hold the model, so that neither does all the work. */
    void awaitModel() {
        for (String id : IDS) {
            Patience.await(
                    () -> areAlive() && holdsModel(id),
                    () -> "node " + id + " does not hold the model; see " + log(id));
        }
    }

    private void start(String id) {
        // A demo that was killed has left it registered.
        api.delete("/api/v1/nodes/" + id);
        List<String> arguments =
                List.of(
                        "--coordinator",
                        api.frontDoor().toString(),
                        "--id",
                        id,
                        "--capacity",
                        "4",
                        "--model",
                        AnomalyModel.NAME,
                        "--label",
                        "site=demo",
                        "--cache",
                        home.resolve("data").resolve(id).toString());
        try {
            Files.createDirectories(log(id).getParent());
            processes.add(
                    new ProcessBuilder(java.with(arguments))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(id).toFile()))
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean areAlive() {
        for (int i = 0; i < IDS.size(); i++) {
            if (!processes.get(i).isAlive()) {
                throw new IllegalStateException(
                        "node " + IDS.get(i) + " has ended; see " + log(IDS.get(i)));
            }
        }
        return true;
    }

    private boolean holdsModel(String id) {
        return api.find("/api/v1/nodes/" + id)
                .map(node -> node.path("models").path(AnomalyModel.NAME))
                .filter(versions ->
                        versions.values().stream()
                                .map(JsonNode::asString)
                                .anyMatch(AnomalyModel.VERSION::equals))
                .isPresent();
    }

    private Path log(String id) {
        return home.resolve("logs").resolve(id + ".log");
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(onInterrupt);
    }

    private void end() {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            try {
                if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
