package io.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class WorkerMainTest {
    @Test
    void optionsBecomeSettings() {
        WorkerSettings settings =
                settings(
                        "--coordinator=http://sluice:8084",
                        "--id=n1",
                        "--capacity=4",
                        "--model=a",
                        "--model=b,c",
                        "--label=site=roof",
                        "--label=arch=arm",
                        "--cache=/var/cache/models");

        assertThat(settings)
                .isEqualTo(
                        new WorkerSettings(
                                URI.create("http://sluice:8084"),
                                "n1",
                                4,
                                List.of("a", "b", "c"),
                                Map.of("site", "roof", "arch", "arm"),
                                Path.of("/var/cache/models"),
                                WorkerTimes.DEFAULT,
                                WorkerLimits.DEFAULT));
    }

    @Test
    void defaultsAreAsTheGuideSays() {
        assertThat(settings("--id=n1", "--model=a"))
                .isEqualTo(
                        new WorkerSettings(
                                URI.create("http://127.0.0.1:8080"),
                                "n1",
                                1,
                                List.of("a"),
                                Map.of(),
                                Path.of("models"),
                                new WorkerTimes(
                                        Duration.ofSeconds(20),
                                        Duration.ofSeconds(10),
                                        Duration.ofSeconds(15),
                                        Duration.ofSeconds(10),
                                        Duration.ofMillis(200),
                                        Duration.ofSeconds(10),
                                        Duration.ofSeconds(3),
                                        Duration.ofSeconds(30)),
                                new WorkerLimits(1_000, 1_048_576, 16_777_216, 4_294_967_296L)));
    }

    @Test
    void whatIsMissingOrWrongIsNamed() {
        assertThat(complaint("--model=a")).contains("--id");
        assertThat(complaint("--id=n1")).contains("--model");
        assertThat(complaint("--id=a/b", "--model=a")).contains("a/b");
        assertThat(complaint("--id=n1", "--model=a", "--capacity=0")).contains("at least 1: 0");
        assertThat(complaint("--id=n1", "--model=a", "--coordinator=ftp://x")).contains("ftp://x");
    }

    @Test
    void modelsMustHaveNamesThatCanBeKept() {
        assertThatThrownBy(() -> settings("--id=n1", "--model=../a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("../a");
    }

    private static WorkerSettings settings(String... arguments) {
        CommandLine commandLine = WorkerMain.commandLine();
        commandLine.parseArgs(arguments);
        WorkerMain main = commandLine.getCommand();
        return main.settings();
    }

    private static String complaint(String... arguments) {
        StringWriter errors = new StringWriter();
        int status = WorkerMain.commandLine().setErr(new PrintWriter(errors)).execute(arguments);
        assertThat(status).isNotZero();
        return errors.toString();
    }
}
