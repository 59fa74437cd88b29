package io.sluice.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An inference worker as a process of its own. */
final class WorkerProcess implements AutoCloseable {
    private final String id;
    private final Process process;

    private WorkerProcess(String id, Process process) {
        this.id = id;
        this.process = process;
    }

    /**
     * Starts one. What it prints goes to {@code ID.log} in the directory.
     *
     * @param test a label that it has
     */
    static WorkerProcess start(
            URI coordinator, Path directory, String id, String test, int capacity) {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath(),
                        "io.sluice.worker.WorkerMain",
                        "--coordinator=" + coordinator,
                        "--id=" + id,
                        "--capacity=" + capacity,
                        "--model=" + InferenceClient.MODEL,
                        "--label=test=" + test,
                        "--cache=" + directory.resolve(id));
        try {
            return new WorkerProcess(
                    id,
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve(id + ".log").toFile())
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String id() {
        return id;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    private static String classPath() {
        Path target = LocalPlatform.checkout().resolve("inference-worker/target");
        try {
            return target.resolve("classes")
                    + ":"
                    + Files.readString(target.resolve("runtime.classpath")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
