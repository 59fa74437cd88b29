package io.sluice.ingestion.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import io.sluice.contracts.rejections.RejectedReading;
import io.sluice.ingestion.Api;
import io.sluice.ingestion.IngestionServiceTest;
import io.sluice.ingestion.MqttDevice;
import io.sluice.ingestion.Topics;
import io.sluice.testservers.TestServers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@IngestionServiceTest
class MqttStatusTest {
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

    @Test
    void statusBecomesPartOfTheDeviceAndGoesToTheTopic() {
        api.register("st1");

        device.publish("devices/st1/status", "online");
        await().untilAsserted(() -> assertThat(status("st1")).isEqualTo("online"));
        device.publish("devices/st1/status", "{\"status\":\"sleeping\",\"battery\":12}");
        await().untilAsserted(() -> assertThat(status("st1")).isEqualTo("sleeping"));

        await().untilAsserted(() ->
                assertThat(Topics.device("st1").orElseThrow().getConnection().getStatus())
                        .isEqualTo("sleeping"));
        assertThat(Topics.device("st1").orElseThrow().getConnection().getAt()).isPositive();
    }

    @Test
    void lastWillOfADeviceThatVanishesIsItsStatus() {
        api.register("st2");
        Mqtt5BlockingClient vanishing =
                Mqtt5Client.builder()
                        .identifier("st2-" + UUID.randomUUID())
                        .serverHost("127.0.0.1")
                        .serverPort(TestServers.get().mqttPort())
                        .buildBlocking();
        vanishing
                .connectWith()
                .willPublish()
                .topic("devices/st2/status")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload("offline".getBytes(StandardCharsets.UTF_8))
                .applyWillPublish()
                .send();

        vanishing
                .disconnectWith()
                .reasonCode(Mqtt5DisconnectReasonCode.DISCONNECT_WITH_WILL_MESSAGE)
                .send();

        await().untilAsserted(() -> assertThat(status("st2")).isEqualTo("offline"));
    }

    @Test
    void statusThatCannotBeTakenIsToldAndKept() {
        api.register("st3");
        device.subscribe("devices/st3/errors");

        device.publish("devices/st3/status", "{\"status\":");
        device.publish("devices/st-nobody/status", "online");

        await().untilAsserted(() -> assertThat(device.heard()).hasSize(1));
        await().untilAsserted(() ->
                assertThat(Topics.rejections())
                        .extracting(RejectedReading::getDeviceId, RejectedReading::getCode)
                        .contains(
                                tuple("st3", "invalid_status"),
                                tuple("st-nobody", "unknown_device")));
    }

    private String status(String id) {
        return api.get("/api/v1/devices/" + id).body().path("status").asString("");
    }
}
