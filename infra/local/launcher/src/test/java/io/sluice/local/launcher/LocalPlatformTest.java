package io.sluice.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.local.servers.Checkout;
import io.sluice.local.servers.ProcessIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without starting any part; {@code LauncherIT} of the system tests starts them. */
@Timeout(60)
class LocalPlatformTest {
    private final Settings settings = new Settings(Map.of()).onFreePorts();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    @TempDir private Path directory;
    private Home home;
    private LocalPlatform platform;
    private Process process;

    @BeforeEach
    void prepare() throws IOException {
        home = new Home(directory);
        home.prepare();
        platform =
                new LocalPlatform(
                        new Parts(Checkout.find(), home, settings),
                        home,
                        settings,
                        new Progress(
                                new PrintStream(printed, true, StandardCharsets.UTF_8), false));
        // Ends by itself with this process.
        process = new ProcessBuilder("cat").start();
    }

    @AfterEach
    void endTheProcess() {
        process.destroyForcibly();
    }

    @Test
    void withoutNotesEverythingIsStopped() {
        assertThat(platform.status())
                .extracting(PartStatus::name)
                .containsExactly(
                        "postgres",
                        "kafka",
                        "mqtt",
                        "ingestion-service",
                        "query-service",
                        "coordinator-service",
                        "front-door");
        assertThat(platform.status())
                .extracting(PartStatus::state)
                .containsOnly(PartStatus.State.STOPPED);
    }

    @Test
    void processThatDoesNotAnswerYetIsStarting() {
        note("query-service", ProcessIdentity.of(process.toHandle()), 1);

        PartStatus status = statusOf("query-service");

        assertThat(status.state()).isEqualTo(PartStatus.State.STARTING);
        assertThat(status.pid()).hasValue(process.pid());
        assertThat(status.port()).hasValue(1);
        assertThat(status.memory()).isPresent();
    }

    @Test
    void partWhoseProcessIsGoneHasCrashed() throws InterruptedException {
        ProcessIdentity identity = ProcessIdentity.of(process.toHandle());
        process.destroyForcibly().waitFor();
        note("query-service", identity, 1);

        PartStatus status = statusOf("query-service");

        assertThat(status.state()).isEqualTo(PartStatus.State.CRASHED);
        assertThat(status.pid()).isEmpty();
        assertThat(status.port()).isEmpty();
        assertThat(status.memory()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres",
                "kafka",
                "mqtt",
                "ingestion-service",
                "query-service",
                "coordinator-service",
                "front-door"
            })
    void downEndsWhatWasStartedOnOtherPorts(String part) throws InterruptedException {
        note(part, ProcessIdentity.of(process.toHandle()), 1);

        platform.down();

        assertThat(process.waitFor()).isNotZero();
        assertThat(home.runFile(part)).doesNotExist();
        assertThat(statusOf(part).state()).isEqualTo(PartStatus.State.STOPPED);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("stop " + part);
    }

    @Test
    void downLeavesAProcessThatOnlyHasTheNumberOfAPart() {
        ProcessIdentity same = ProcessIdentity.of(process.toHandle());
        note("kafka", new ProcessIdentity(same.pid(), same.startedAt().minusSeconds(3600)), 1);

        platform.down();

        assertThat(process.isAlive()).isTrue();
        assertThat(home.runFile("kafka")).doesNotExist();
    }

    @Test
    void downOfWhatIsDownSaysNothing() {
        platform.down();
        platform.down();

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void upNamesWhoHasAPortAndStartsNothing() throws IOException {
        int port = settings.port(Settings.Port.KAFKA_CONTROLLER);
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(platform::up)
                    .isInstanceOf(UserError.class)
                    .hasMessage(
                            "port "
                                    + port
                                    + " of kafka is taken by java (process "
                                    + ProcessHandle.current().pid()
                                    + "). End that, or set another port:"
                                    + " SLUICE_KAFKA_CONTROLLER_PORT=…");
        }
        assertThat(platform.status())
                .extracting(PartStatus::state)
                .containsOnly(PartStatus.State.STOPPED);
    }

    @Test
    void upRefusesToMoveARunningPart() {
        note("mqtt", ProcessIdentity.of(process.toHandle()), 1);

        assertThatThrownBy(platform::up)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("mqtt runs on port 1, and not on ")
                .hasMessageContaining("SLUICE_MQTT_PORT=1");
        assertThat(process.isAlive()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"kafka, kafka", "k, kafka", "query, query-service", "front, front-door"})
    void partIsFoundByTheBeginningOfItsName(String text, String name) {
        assertThat(platform.part(text).name()).isEqualTo(name);
    }

    @Test
    void partThatThereIsNotIsAnsweredWithThoseThatThereAre() {
        assertThatThrownBy(() -> platform.part("quarry"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "there is no 'quarry'; there are postgres, kafka, mqtt, ingestion-service,"
                                + " query-service, coordinator-service, front-door");
    }

    private void note(String part, ProcessIdentity identity, int port) {
        new RunFile(identity, port).write(home.runFile(part));
    }

    private PartStatus statusOf(String part) {
        return platform.status().stream()
                .filter(status -> status.name().equals(part))
                .findFirst()
                .orElseThrow();
    }
}
