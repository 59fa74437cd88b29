package io.sluice.ingestion.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.sluice.contracts.readings.ReadingBatch;
import io.sluice.contracts.rejections.RejectedReading;
import io.sluice.ingestion.Api;
import io.sluice.ingestion.IngestionServiceTest;
import io.sluice.ingestion.MqttDevice;
import io.sluice.ingestion.Topics;
import io.sluice.ingestion.Topics.FoundReading;
import io.sluice.testservers.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

@IngestionServiceTest
class MqttReadingTest {
    private static final Instant NOON = Instant.parse("2026-01-21T12:00:00Z");

    @LocalServerPort private int port;

    private Api api;
    private MqttDevice device;

    @BeforeEach
    void connect() {
        api = new Api(port);
        device = new MqttDevice();
    }

    @AfterEach
    void disconnect() {
        device.close();
    }

    @ParameterizedTest
    @EnumSource
    void messageOfAnyQosIsTaken(MqttQos qos) {
        String id = "m-" + qos.getCode();
        api.register(id);

        device.publish("sensors/temperature/room1", json(id, 1), qos);

        await().untilAsserted(() ->
                assertThat(Topics.readings(id)).containsExactly(new FoundReading("t", NOON, 0, 1)));
    }

    @Test
    void topicOfADeviceNamesIt() {
        api.register("m3");

        device.publish("devices/m3/telemetry", "{\"timestamp\":1768996800,\"t\":2}");

        await().untilAsserted(() ->
                assertThat(Topics.readings("m3"))
                        .containsExactly(new FoundReading("t", NOON, 0, 2)));
    }

    @Test
    void clientOfMqtt311IsServedToo() {
        api.register("m4");
        Mqtt3BlockingClient old =
                Mqtt3Client.builder()
                        .identifier("old-" + UUID.randomUUID())
                        .serverHost("127.0.0.1")
                        .serverPort(TestServers.get().mqttPort())
                        .buildBlocking();
        old.connect();

        old.publishWith()
                .topic("sensors/x")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(json("m4", 3))
                .send();
        old.publishWith()
                .topic("sensors/x")
                .qos(MqttQos.EXACTLY_ONCE)
                .payload(json("m4", 3))
                .send();
        old.disconnect();

        await().untilAsserted(() -> assertThat(Topics.readings("m4")).hasSize(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/senml+json | [{\"bn\":\"m5/\",\"n\":\"t\",\"t\":1768996800,\"v\":5}]",
                "text/plain             | readings,device=m5 t=5 1768996800",
                "application/json       |"
                        + " [{\"device_id\":\"m5\",\"timestamp\":1768996800,\"t\":5}]",
            })
    void contentTypeNamesTheForm(String contentType, String payload) {
        api.register("m5");
        int before = Topics.readings("m5").size();

        device.send(
                Mqtt5Publish.builder()
                        .topic("sensors/x")
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .contentType(contentType)
                        .payload(payload.getBytes(StandardCharsets.UTF_8))
                        .build());

        await().untilAsserted(() -> assertThat(Topics.readings("m5")).hasSize(before + 1));
        assertThat(Topics.readings("m5").getLast()).isEqualTo(new FoundReading("t", NOON, 0, 5));
    }

    @Test
    void rejectionIsToldToTheDeviceWithItsCorrelationData() {
        api.register("m6");
        device.subscribe("devices/m6/errors");

        device.send(
                Mqtt5Publish.builder()
                        .topic("devices/m6/telemetry")
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .correlationData("msg-42".getBytes(StandardCharsets.UTF_8))
                        .payload("{\"t\":NaN,\"h\":1}".getBytes(StandardCharsets.UTF_8))
                        .build());

        await().untilAsserted(() -> assertThat(device.heard()).hasSize(1));
        Mqtt5Publish error = device.heard().getFirst();
        assertThat(
                        StandardCharsets.UTF_8
                                .decode(error.getCorrelationData().orElseThrow())
                                .toString())
                .isEqualTo("msg-42");
        JsonNode body = new ObjectMapper().readTree(error.getPayloadAsBytes());
        assertThat(body.path("topic").asString()).isEqualTo("devices/m6/telemetry");
        assertThat(body.path("errors").get(0).path("code").asString()).isEqualTo("not_finite");
        assertThat(body.path("errors").get(0).path("index").asInt()).isZero();
        assertThat(Topics.readings("m6")).extracting(FoundReading::metric).containsExactly("h");
    }

    @Test
    void payloadThatIsNoJsonIsToldAndKeptAndTheServiceGoesOn() {
        api.register("m7");
        device.subscribe("devices/m7/errors");

        device.publish("devices/m7/telemetry", "hello");
        device.publish("devices/m7/telemetry", "{\"t\":7}");

        await().untilAsserted(() -> assertThat(Topics.readings("m7")).hasSize(1));
        await().untilAsserted(() -> assertThat(device.heard()).hasSize(1));
        RejectedReading kept = rejected("m7").getFirst();
        assertThat(kept.getCode()).isEqualTo("malformed_json");
        assertThat(kept.getTransport()).isEqualTo(RejectedReading.Transport.MQTT);
        assertThat(kept.getAddress()).isEqualTo("devices/m7/telemetry");
        assertThat(kept.getRaw().toStringUtf8()).isEqualTo("hello");
    }

    @Test
    void topicWithoutAnIdIsRejected() {
        long before = Topics.rejectionCount();

        device.publish("devices//telemetry", "{\"device_id\":\"m7\",\"t\":1}");

        await().untilAsserted(() -> assertThat(Topics.rejectionCount()).isEqualTo(before + 1));
        assertThat(Topics.rejections())
                .anyMatch(rejected ->
                        rejected.getCode().equals("missing_device_id")
                                && rejected.getAddress().equals("devices//telemetry"));
    }

    @Test
    void unknownDeviceAndEmptyPayloadAreRejected() {
        device.publish("devices/m-nobody/telemetry", "{\"t\":1}");
        device.publish("devices/m-nobody/telemetry", "");

        await().untilAsserted(() ->
                assertThat(rejected("m-nobody"))
                        .extracting(RejectedReading::getCode)
                        .containsExactlyInAnyOrder("unknown_device", "empty_body"));
    }

    @Test
    void payloadThatNamesAnotherDeviceThanItsTopicIsRejected() {
        api.register("m8", "m9");

        device.publish("devices/m8/telemetry", "{\"device_id\":\"m9\",\"t\":1}");

        await().untilAsserted(() ->
                assertThat(rejected("m8"))
                        .extracting(RejectedReading::getCode)
                        .containsExactly("device_mismatch"));
        assertThat(Topics.readings("m9")).isEmpty();
    }

    @Test
    void sourceStreamIsTheConnectionOrTheIdempotencyKey() {
        api.register("m10");

        device.publish("devices/m10/telemetry", "{\"t\":1}");
        device.send(
                Mqtt5Publish.builder()
                        .topic("devices/m10/telemetry")
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload("{\"t\":1}".getBytes(StandardCharsets.UTF_8))
                        .userProperties()
                        .add("idempotency-key", "m10-1")
                        .applyUserProperties()
                        .build());

        await().untilAsserted(() -> assertThat(Topics.batches("m10")).hasSize(2));
        List<ReadingBatch> batches = Topics.batches("m10");
        assertThat(batches.get(0).getSourceStream()).startsWith("mqtt:sluice-ingestion-0:");
        assertThat(batches.get(1).getSourceStream()).isEqualTo("key:m10-1");
        assertThat(batches.get(1).getMessageDigest().size()).isEqualTo(32);
    }

    private static List<RejectedReading> rejected(String device) {
        return Topics.rejections().stream()
                .filter(rejected -> rejected.getDeviceId().equals(device))
                .toList();
    }

    private static byte[] json(String id, double value) {
        return ("{\"device_id\":\"" + id + "\",\"timestamp\":1768996800,\"t\":" + value + "}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
