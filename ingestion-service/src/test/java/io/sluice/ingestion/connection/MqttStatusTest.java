package io.sluice.ingestion.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.sluice.contracts.rejections.RejectedReading;
import io.sluice.ingestion.Api;
import io.sluice.ingestion.IngestionServiceTest;
import io.sluice.ingestion.MqttDevice;
import io.sluice.ingestion.Topics;
import io.sluice.testservers.TestServers;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@IngestionServiceTest
class MqttStatusTest {
    private static final byte CONNACK = 0x20;

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
    void lastWillOfADeviceThatVanishesIsItsStatus() throws IOException {
        api.register("st2");

        try (Socket vanishing =
                new Socket(InetAddress.getLoopbackAddress(), TestServers.get().mqttPort())) {
            vanishing.getOutputStream().write(connectWithWill("devices/st2/status", "offline"));
            assertThat(vanishing.getInputStream().readNBytes(4)).startsWith(CONNACK);
        }

        await().untilAsserted(() -> assertThat(status("st2")).isEqualTo("offline"));
    }

    /** CONNECT of MQTT 3.1.1 by hand: no client library leaves without a DISCONNECT. */
    private static byte[] connectWithWill(String topic, String message) throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(rest);
        out.writeUTF("MQTT");
        out.writeByte(4);
        out.writeByte(0b0000_1110); // will with QoS 1, clean session
        out.writeShort(60);
        out.writeUTF("vanishing-" + UUID.randomUUID());
        out.writeUTF(topic);
        out.writeUTF(message);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(0x10);
        packet.write(rest.size());
        packet.writeBytes(rest.toByteArray());
        return packet.toByteArray();
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
