package io.sluice.coordinator.storm;

import static org.awaitility.Awaitility.await;

import io.sluice.coordinator.Api;
import io.sluice.coordinator.CoordinatorApplication;
import io.sluice.coordinator.OwnDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A coordinator as a process of its own, which can be killed and started again. */
public final class CoordinatorProcess implements AutoCloseable {
    private static final Duration STARTS = Duration.ofMinutes(2);

    private final String name;
    private final OwnDatabase database;
    private final List<String> settings;
    private final int port = freePort();
    private @Nullable Process process;

    /**
     * @param name that its log has
     * @param settings beside where its servers are
     */
    public CoordinatorProcess(String name, OwnDatabase database, String... settings) {
        this.name = name;
        this.database = database;
        this.settings = List.of(settings);
    }

    /** Above 20000, and below those that the system gives to outgoing connections. */
    private static int freePort() {
        Random random = new Random();
        while (true) {
            int candidate = random.nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), candidate));
                return candidate;
            } catch (IOException e) {
                // The next one.
            }
        }
    }

    public int port() {
        return port;
    }

    public Api api() {
        return new Api(port);
    }

    public long pid() {
        return process == null ? -1 : process.pid();
    }

    public CoordinatorProcess start() {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx192m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CoordinatorApplication.class.getName(),
                                "--server.port=" + port));
        command.addAll(database.arguments());
        command.addAll(settings);
        try {
            Process started =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            Path.of("target", name + ".log").toFile()))
                            .start();
            process = started;
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public CoordinatorProcess awaitReady() {
        await(name + " to be ready")
                .atMost(STARTS)
                .ignoreExceptions()
                .until(() -> api().get("/actuator/health/readiness").status() == 200);
        return this;
    }

    /** As {@code kill -9} does. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
