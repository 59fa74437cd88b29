package io.sluice.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.systemtests.Client.Point;
import io.sluice.systemtests.LocalPlatform.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What {@code ./sluice} promises to who operates a platform. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LauncherIT {
    static final List<String> PARTS = LocalPlatform.PARTS;

    private final LocalPlatform platform = LocalPlatform.inNewDirectory("of its own");
    private final Client client = new Client(platform.frontDoor());
    private int readings;

    @BeforeEach
    void up() {
        platform.up();
    }

    @AfterAll
    void close() {
        platform.close();
    }

    @Test
    void upTwiceChangesNothing() {
        Map<String, Long> before = processes();

        Result again = platform.run("up");

        assertThat(again.exitCode()).isZero();
        assertThat(again.output()).contains("http://127.0.0.1:" + platform.port("FRONT_DOOR"));
        assertThat(processes()).isEqualTo(before);
    }

    @Test
    void statusTellsOfEveryPart() {
        Result status = platform.run("status");

        assertThat(status.exitCode()).isZero();
        assertThat(platform.states()).containsOnlyKeys(PARTS).containsValue("ready").hasSize(7);
        assertThat(status.output()).contains(PARTS).contains("MB");
    }

    @ParameterizedTest
    @FieldSource("PARTS")
    void whatWasKilledComesBackWithItsData(String part) {
        String device = "launcher-" + part;
        client.register(device);
        send(device, 1);
        await().untilAsserted(() -> assertThat(client.points(device, "t")).hasSize(1));

        platform.kill(part);

        assertThat(platform.states()).containsEntry(part, "crashed");
        assertThat(platform.run("status").exitCode()).isEqualTo(3);
        platform.up();
        assertThat(platform.states()).containsEntry(part, "ready");
        send(device, 2);
        await().untilAsserted(() ->
                assertThat(client.points(device, "t"))
                        .extracting(Point::value)
                        .containsExactly(1.0, 2.0));
    }

    @Test
    void upMayFollowAtOnceOnAKill() {
        platform.process("query-service").destroyForcibly();

        Result up = platform.run("up");

        assertThat(up.exitCode()).isZero();
        assertThat(platform.states()).containsEntry("query-service", "ready");
    }

    @Test
    void downEndsEverythingThatUpStartedAndNothingElse() throws IOException {
        client.register("launcher-stays");
        send("launcher-stays", 1);
        Process bystander = new ProcessBuilder("sleep", "600").start();
        List<ProcessHandle> started = PARTS.stream().map(platform::process).toList();
        List<ProcessHandle> withChildren =
                started.stream()
                        .flatMap(
                                process -> Stream.concat(Stream.of(process), process.descendants()))
                        .toList();

        Result down = platform.run("down");

        assertThat(down.exitCode()).isZero();
        assertThat(withChildren).noneMatch(ProcessHandle::isAlive);
        assertThat(bystander.isAlive()).isTrue();
        bystander.destroy();
        assertThat(platform.states().values()).containsOnly("stopped");
        assertThat(platform.run("down").exitCode()).isZero();
        platform.up();
        await().untilAsserted(() -> assertThat(client.points("launcher-stays", "t")).hasSize(1));
    }

    @Test
    void aTakenPortIsNamedWithItsProcessAndItsVariable() throws IOException {
        try (LocalPlatform other = LocalPlatform.inNewDirectory("with a taken port");
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            other.set("SLUICE_QUERY_PORT", Integer.toString(taken.getLocalPort()));

            Result up = other.run("up");

            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.output())
                    .contains(
                            "port " + taken.getLocalPort() + " of query-service",
                            "java (process " + ProcessHandle.current().pid() + ")",
                            "SLUICE_QUERY_PORT=");
            assertThat(other.states().values()).containsOnly("stopped");
        }
    }

    @Test
    void wrongSettingsAndWordsAreNamed() {
        try (LocalPlatform other = LocalPlatform.inNewDirectory("with a wrong port")) {
            other.set("SLUICE_KAFKA_PORT", "kafka");

            Result up = other.run("up");

            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.output()).contains("SLUICE_KAFKA_PORT is 'kafka', and not a port");
            other.set("SLUICE_KAFKA_PORT", "");
        }
        assertThat(platform.run("start").exitCode()).isEqualTo(1);
        assertThat(platform.run("start").output()).contains("there is no command 'start'");
        assertThat(platform.run("logs", "quarry").output()).contains("there is no 'quarry'");
    }

    @Test
    void aPortThatChangesUnderARunningPartIsRefused() {
        String port = Integer.toString(platform.port("MQTT"));
        platform.set("SLUICE_MQTT_PORT", Integer.toString(platform.port("MQTT") - 1));
        try {
            Result up = platform.run("up");

            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.output()).contains("mqtt runs on port " + port, "./sluice down");
        } finally {
            platform.set("SLUICE_MQTT_PORT", port);
        }
    }

    @Test
    void replayFeedsWhatWasRejected() {
        String reading =
                "{\"device_id\":\"launcher-late\",\"timestamp\":\"2026-01-21T12:00:00Z\",\"t\":7}";
        assertThat(client.post("/api/v1/readings", reading).code()).isEqualTo("unknown_device");
        client.register("launcher-late");

        Result replay = platform.run("replay", "--device", "launcher-late");

        assertThat(replay.exitCode()).isZero();
        assertThat(replay.output()).contains("accepted           1 readings");
        await().untilAsserted(() -> assertThat(client.points("launcher-late", "t")).hasSize(1));
    }

    @Test
    void logsShowsWhatAPartHasPrinted() {
        Result logs = platform.run("logs", "query");

        assertThat(logs.exitCode()).isZero();
        assertThat(logs.output()).contains("io.sluice.query");
    }

    private void send(String device, int value) {
        Instant time = Instant.parse("2026-01-21T12:00:00Z").plusSeconds(readings++);
        String reading =
                "{\"device_id\":\"%s\",\"timestamp\":\"%s\",\"t\":%d}"
                        .formatted(device, time, value);
        assertThat(client.post("/api/v1/readings", reading).status()).isEqualTo(202);
    }

    private Map<String, Long> processes() {
        Map<String, Long> processes = new HashMap<>();
        PARTS.forEach(part -> processes.put(part, platform.pid(part)));
        return processes;
    }
}
