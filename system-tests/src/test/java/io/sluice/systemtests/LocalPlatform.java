package io.sluice.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A platform that {@code ./sluice} runs in a directory of its own, on ports of its own. */
final class LocalPlatform implements AutoCloseable {
    static final List<String> PARTS =
            List.of(
                    "postgres",
                    "kafka",
                    "mqtt",
                    "ingestion-service",
                    "query-service",
                    "coordinator-service",
                    "front-door");

    private static final Path ROOT = root();

    static {
        // A machine with other work may be slow; what does not come at all still fails.
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    }

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();

    private LocalPlatform(Path home) {
        this.home = home;
        environment.put("SLUICE_HOME", home.toString());
        environment.put("SLUICE_BUILD", "never");
        for (String part :
                List.of(
                        "FRONT_DOOR",
                        "INGESTION",
                        "QUERY",
                        "COORDINATOR",
                        "MQTT",
                        "KAFKA",
                        "KAFKA_CONTROLLER",
                        "POSTGRES")) {
            environment.put("SLUICE_" + part + "_PORT", Integer.toString(freePort()));
        }
    }

    /** What a command printed, and how it ended. */
    record Result(int exitCode, String output) {}

    /** One that is not up yet. The name of its directory holds spaces. */
    static LocalPlatform inNewDirectory(String name) {
        try {
            Path parent = Files.createDirectories(ROOT.resolve("system-tests/target/platforms"));
            return new LocalPlatform(
                    Files.createTempDirectory(parent, "a platform, " + name + " "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it and removes its data; what its parts have printed stays to be looked at. */
    @Override
    public void close() {
        run("down");
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.startsWith(home.resolve("logs")) && !file.equals(home)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The checkout that it is run from. */
    static Path checkout() {
        return ROOT;
    }

    /** Sets a variable for the commands to come. */
    void set(String variable, String value) {
        environment.put(variable, value);
    }

    /** Where it keeps everything. */
    Path home() {
        return home;
    }

    int port(String part) {
        return Integer.parseInt(environment.getOrDefault("SLUICE_" + part + "_PORT", ""));
    }

    URI frontDoor() {
        return URI.create("http://127.0.0.1:" + port("FRONT_DOOR"));
    }

    String kafka() {
        return "127.0.0.1:" + port("KAFKA");
    }

    void up() {
        Result result = run("up");
        if (result.exitCode() != 0) {
            throw new IllegalStateException(result.output());
        }
    }

    /** Runs {@code ./sluice} with some words, from a directory that has nothing to do with it. */
    Result run(String... words) {
        List<String> command = new ArrayList<>(List.of("bash", ROOT.resolve("sluice").toString()));
        command.addAll(List.of(words));
        try {
            Path output = Files.createTempFile("sluice", ".out");
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(Path.of("/").toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            int exitCode = builder.start().waitFor();
            String text = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            System.out.println(
                    "./sluice " + String.join(" ", words) + " -> " + exitCode + "\n" + text);
            return new Result(exitCode, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The states of the parts as {@code status --json} tells. */
    Map<String, String> states() {
        Map<String, String> states = new HashMap<>();
        status().forEach(part ->
                states.put(part.path("name").asString(), part.path("state").asString()));
        return states;
    }

    long pid(String part) {
        for (JsonNode status : status()) {
            if (status.path("name").asString().equals(part)) {
                return status.path("pid").asLong();
            }
        }
        throw new IllegalArgumentException(part);
    }

    /** Ends a part as {@code kill -9} does. */
    void kill(String part) {
        ProcessHandle process = process(part);
        process.destroyForcibly();
        process.onExit().join();
    }

    ProcessHandle process(String part) {
        return ProcessHandle.of(pid(part)).orElseThrow();
    }

    private JsonNode status() {
        return new ObjectMapper().readTree(run("status", "--json").output()).path("parts");
    }

    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket _ = new ServerSocket(port)) {
                return port;
            } catch (IOException e) {
                // Taken; another one.
            }
        }
    }

    private static Path root() {
        Path start = Path.of("").toAbsolutePath();
        for (Path directory = start; directory != null; directory = directory.getParent()) {
            if (Files.isRegularFile(directory.resolve("sluice"))) {
                return directory;
            }
        }
        throw new IllegalStateException(start + " is not in a checkout of Sluice");
    }
}
