package io.sluice.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.servers.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForegroundProgramTest {
    @TempDir private Path directory;

    @Test
    void programLearnsWhereThePlatformIsAndItsExitCodeIsReturned() throws Exception {
        Path told = directory.resolve("told");
        Home home = new Home(directory.resolve("a home"));
        Settings settings = new Settings(Map.of("SLUICE_MQTT_PORT", "2883"));

        int exitCode =
                programOfThisTest().run(List.of(told.toString(), "two words", "7"), settings, home);

        assertThat(exitCode).isEqualTo(7);
        Properties environment = new Properties();
        try (var reader = Files.newBufferedReader(told)) {
            environment.load(reader);
        }
        assertThat(environment)
                .containsEntry("SLUICE_HOME", home.directory().toString())
                .containsEntry("SLUICE_MQTT_PORT", "2883")
                .containsEntry("SLUICE_FRONT_DOOR_PORT", "8080")
                .containsEntry("SLUICE_INGESTION_PORT", "8081")
                .containsEntry("SLUICE_QUERY_PORT", "8082")
                .containsEntry("SLUICE_COORDINATOR_PORT", "8084")
                .containsEntry("SLUICE_KAFKA_PORT", "19092")
                .containsEntry("SLUICE_KAFKA_CONTROLLER_PORT", "19093")
                .containsEntry("SLUICE_POSTGRES_PORT", "15432")
                .containsEntry("argument", "two words")
                .containsEntry("root", directory.resolve("checkout").toString());
    }

    private ForegroundProgram programOfThisTest() throws IOException {
        Path target = Files.createDirectories(directory.resolve("checkout/program/target"));
        Files.writeString(
                target.resolve("runtime.classpath"),
                JavaProgram.classPath().stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(":")));
        return new ForegroundProgram(
                new Checkout(directory.resolve("checkout")),
                "program",
                WritesWhatItWasTold.class.getName());
    }

    /** Writes its environment and its second argument to a file, and ends with its third. */
    static final class WritesWhatItWasTold {
        private WritesWhatItWasTold() {}

        public static void main(String[] arguments) throws IOException {
            Properties told = new Properties();
            told.putAll(System.getenv());
            told.setProperty("argument", arguments[1]);
            told.setProperty("root", System.getProperty("sluice.root"));
            try (var writer = Files.newBufferedWriter(Path.of(arguments[0]))) {
                told.store(writer, null);
            }
            System.exit(Integer.parseInt(arguments[2]));
        }
    }
}
