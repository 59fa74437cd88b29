package io.sluice.ingestion.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.ingestion.Api;
import io.sluice.ingestion.IngestionServiceTest;
import io.sluice.ingestion.MqttDevice;
import io.sluice.ingestion.Topics;
import io.sluice.ingestion.Topics.FoundReading;
import io.sluice.testservers.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Kafka slow, and Kafka gone: the service says so in time, and goes on when Kafka does. */
@IngestionServiceTest
@TestPropertySource(
        properties = {
            "sluice.intake.max-payload=1MB",
            "sluice.intake.in-flight=2MB",
            "sluice.mqtt.client-id=sluice-ingestion-pressure",
            "sluice.mqtt.share-group=pressure"
        })
class BackPressureTest {
    private static final String READINGS = "/api/v1/readings";

    /**
     * The settings promise two seconds (see IntakePropertiesTest); a busy machine may take longer.
     */
    private static final Duration NOT_WITHOUT_END = Duration.ofSeconds(10);

    @LocalServerPort private int port;

    @Autowired private InFlightBudget budget;
    @Autowired private MeterRegistry meters;

    private Api api;
    private TestServers.Faults faults;

    @BeforeEach
    void connect() {
        api = new Api(port);
        faults = TestServers.get().faults();
    }

    private record Timed(Api.Answer answer, Duration took) {}

    @Test
    void requestsAreAnsweredInTimeWhileKafkaStandsStillAndLaterTakenOnce() {
        api.register("b1");
        api.post(READINGS, reading("b1", 0));
        List<Timed> answers = new ArrayList<>();
        try {
            faults.pauseKafka();
            for (int i = 1; i <= 3; i++) {
                answers.add(timed(reading("b1", i)));
            }
        } finally {
            faults.resumeKafka();
        }

        assertThat(answers)
                .allSatisfy(timed -> {
                    assertThat(timed.answer().status()).isEqualTo(503);
                    assertThat(timed.answer().code()).isEqualTo("kafka_unavailable");
                    assertThat(timed.answer().headers()).containsKey("Retry-After");
                    assertThat(timed.took()).isLessThan(NOT_WITHOUT_END);
                });
        await().untilAsserted(() ->
                assertThat(api.post(READINGS, reading("b1", 4)).status()).isEqualTo(202));
        // The senders of 1 to 3 were told to send again; what came twice has the same identity.
        IntStream.rangeClosed(1, 3)
                .forEach(i ->
                        assertThat(api.post(READINGS, reading("b1", i)).status()).isEqualTo(202));
        assertThat(Topics.readings("b1").stream().map(FoundReading::time).distinct()).hasSize(5);
        await().untilAsserted(() -> assertThat(budget.inFlight()).isZero());
    }

    @Test
    void memoryIsBoundedWhileKafkaStandsStill() throws Exception {
        api.register("b2");
        String large = "{\"device_id\":\"b2\",\"t\":1,\"x\":\"" + "y".repeat(900_000) + "\"}";
        List<Future<Timed>> requests = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            faults.pauseKafka();
            IntStream.range(0, 20).forEach(_ -> requests.add(clients.submit(() -> timed(large))));
        } finally {
            faults.resumeKafka();
        }

        List<String> codes = new ArrayList<>();
        for (Future<Timed> request : requests) {
            assertThat(request.get().took()).isLessThan(NOT_WITHOUT_END);
            codes.add(request.get().answer().code());
        }
        assertThat(codes).containsOnly("busy", "kafka_unavailable").contains("busy");
        assertThat(meters.counter("sluice.messages.failed", "code", "busy").count())
                .isEqualTo((double) codes.stream().filter("busy"::equals).count());
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(budget.inFlight()).isZero());
        assertThat(api.post(READINGS, large).status()).isEqualTo(202);
    }

    @Test
    void serviceGoesOnByItselfAfterKafkaWasGone() {
        api.register("b3");
        api.post(READINGS, reading("b3", 0));
        Timed gone;
        Timed bad;
        try {
            faults.killKafka();
            gone = timed(reading("b3", 1));
            bad = timed("{\"device_id\":\"b3\",\"t\":NaN}");
        } finally {
            faults.startKafka();
        }

        assertThat(gone.answer().status()).isEqualTo(503);
        assertThat(gone.took()).isLessThan(NOT_WITHOUT_END);
        // Its rejection could not be kept: it is not told that it is wrong, but to send again.
        assertThat(bad.answer().status()).isEqualTo(503);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(api.post(READINGS, reading("b3", 2)).status()).isEqualTo(202));
    }

    @Test
    void mqttMessagesWaitWhileKafkaIsGoneAndAreTakenAfter() {
        api.register("b4");
        try (MqttDevice device = new MqttDevice()) {
            try {
                faults.killKafka();
                for (int i = 0; i < 50; i++) {
                    device.publish("sensors/x", reading("b4", i));
                }
            } finally {
                faults.startKafka();
            }
        }

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(
                                        Topics.readings("b4").stream()
                                                .map(FoundReading::time)
                                                .distinct())
                                .hasSize(50));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(budget.inFlight()).isZero());
    }

    @Test
    void knownDevicesAreTakenWhileTheDatabaseIsGoneAndOthersAreToldToWait() {
        api.register("b5");
        try {
            faults.killPostgres();

            assertThat(api.post(READINGS, reading("b5", 1)).status()).isEqualTo(202);
            Api.Answer unsure = api.post(READINGS, reading("b-unsure", 1));
            assertThat(unsure.status()).isEqualTo(503);
            assertThat(unsure.code()).isEqualTo("database_unavailable");
            assertThat(api.get("/api/v1/devices/b5").code()).isEqualTo("database_unavailable");
        } finally {
            faults.startPostgres();
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(api.get("/api/v1/devices/b5").status()).isEqualTo(200));
    }

    private Timed timed(String json) {
        long start = System.nanoTime();
        Api.Answer answer = api.post(READINGS, json);
        return new Timed(answer, Duration.ofNanos(System.nanoTime() - start));
    }

    private static String reading(String device, int second) {
        return "{\"device_id\":\"%s\",\"timestamp\":%d,\"t\":%d}"
                .formatted(device, 1_768_996_800 + second, second);
    }
}
