package io.sluice.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.Zstd;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.sluice.systemtests.Client.Answer;
import io.sluice.systemtests.Client.Point;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever form readings are sent in, they are read back exactly. */
@ExtendWith(SharedPlatform.class)
class InputFormsIT {
    private static final String READINGS = "/api/v1/readings";
    private static final Instant NOON = Instant.parse("2026-01-21T12:00:00Z");

    private final LocalPlatform platform;
    private final Client client;

    InputFormsIT(LocalPlatform platform) {
        this.platform = platform;
        this.client = new Client(platform.frontDoor());
    }

    @Test
    void flatJson() {
        client.register("form-flat");

        Answer answer =
                client.post(
                        READINGS,
                        """
                        [{"device_id":"form-flat","timestamp":"2026-01-21T12:00:00.123456Z","t":0.1,"on":true},
                         {"device_id":"form-flat","timestamp":1768996801,"t":-1e-7},
                         {"device_id":"form-flat","timestamp":1768996802000,"t":12345678.875},
                         {"device_id":"form-flat","timestamp":1768996803000000,"t":5e-324},
                         {"device_id":"form-flat","timestamp":1768996804000000000,"t":1.7976931348623157e308},
                         {"device_id":"form-flat","timestamp":1768996804,"t":7}]
                        """);

        assertThat(answer.status()).isEqualTo(202);
        awaitPoints(
                "form-flat",
                "t",
                new Point(NOON.plusNanos(123_456_000), 0, 0.1),
                new Point(NOON.plusSeconds(1), 0, -1e-7),
                new Point(NOON.plusSeconds(2), 0, 12345678.875),
                new Point(NOON.plusSeconds(3), 0, 4.9E-324),
                new Point(NOON.plusSeconds(4), 0, 1.7976931348623157e308),
                new Point(NOON.plusSeconds(4), 1, 7));
        awaitPoints("form-flat", "on", new Point(NOON.plusNanos(123_456_000), 0, 1));
    }

    @Test
    void senml() {
        client.register("form-senml");

        Answer answer =
                client.post(
                        READINGS,
                        "application/senml+json",
                        bytes(
                                "[{\"bn\":\"form-senml/\",\"bt\":1768996800,\"bu\":\"Cel\",\"n\":\"t\",\"v\":21.5},{\"n\":\"t\",\"t\":60,\"v\":22}]"));

        assertThat(answer.status()).isEqualTo(202);
        awaitPoints(
                "form-senml",
                "t",
                new Point(NOON, 0, 21.5),
                new Point(NOON.plusSeconds(60), 0, 22));
        assertThat(
                        client.get("/api/v1/devices/form-senml/series/t/latest")
                                .body()
                                .path("unit")
                                .asString())
                .isEqualTo("Cel");
    }

    @Test
    void lineProtocol() {
        client.register("form-line");

        Answer answer =
                client.post(
                        READINGS,
                        "text/plain",
                        bytes(
                                "weather,device=form-line temperature=21.5,count=3i"
                                        + " 1768996800000000000\n"));

        assertThat(answer.status()).isEqualTo(202);
        awaitPoints("form-line", "weather.temperature", new Point(NOON, 0, 21.5));
        awaitPoints("form-line", "weather.count", new Point(NOON, 0, 3));
    }

    @Test
    void gzipAndZstd() throws IOException {
        client.register("form-packed");
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(gzipped)) {
            gzip.write(bytes("{\"device_id\":\"form-packed\",\"timestamp\":1768996800,\"t\":1}"));
        }
        byte[] zstd =
                Zstd.compress(
                        bytes("{\"device_id\":\"form-packed\",\"timestamp\":1768996801,\"t\":2}"));

        assertThat(
                        client.post(
                                        READINGS,
                                        Client.JSON,
                                        gzipped.toByteArray(),
                                        "Content-Encoding",
                                        "gzip")
                                .status())
                .isEqualTo(202);
        assertThat(client.post(READINGS, Client.JSON, zstd, "Content-Encoding", "zstd").status())
                .isEqualTo(202);
        awaitPoints(
                "form-packed", "t", new Point(NOON, 0, 1), new Point(NOON.plusSeconds(1), 0, 2));
    }

    @Test
    void classicPathsOfTheLab() {
        client.register("4242");

        Answer json =
                client.post(
                        "/api/reading",
                        "{\"device_id\":4242,\"temperature\":22.5,\"humidity\":65}");
        Answer query = client.get("/api/reading?device_id=4242&temperature=23.5&humidity=66");
        Answer form =
                client.post(
                        "/api/reading",
                        "application/x-www-form-urlencoded",
                        bytes("device_id=4242&temperature=24.5&humidity=67"));
        Answer batch =
                client.post(
                        "/api/readings/batch",
                        "{\"readings\":[{\"device_id\":4242,\"temperature\":25.5,\"humidity\":68}]}");

        assertThat(List.of(json.status(), query.status(), form.status(), batch.status()))
                .containsOnly(200);
        assertThat(batch.body().path("inserted").asInt()).isEqualTo(1);
        await().untilAsserted(() -> {
            Answer readings = client.get("/api/readings/4242?limit=10");
            assertThat(
                            readings.body().path("readings").values().stream()
                                    .map(row ->
                                            row.path("temperature").asDouble()
                                                    + " "
                                                    + row.path("humidity").asDouble()))
                    .containsExactly("25.5 68.0", "24.5 67.0", "23.5 66.0", "22.5 65.0");
            assertThat(readings.body().path("readings").get(3).path("reading_id").asLong())
                    .isEqualTo(json.body().path("reading_id").asLong());
        });
        Answer statistics = client.get("/api/stats/4242?period=hourly");
        assertThat(statistics.body().path("total_readings").asInt()).isEqualTo(4);
        assertThat(statistics.body().path("statistics").path("temperature").path("avg").asDouble())
                .isEqualTo(24);
    }

    @ParameterizedTest
    @EnumSource
    void mqtt5(MqttQos qos) {
        String device = "form-mqtt5-" + qos.getCode();
        client.register(device);
        Mqtt5BlockingClient mqtt = Mqtt.connect5(platform);

        mqtt.publish(
                Mqtt5Publish.builder()
                        .topic("sensors/temperature/room1")
                        .qos(qos)
                        .payload(
                                bytes(
                                        "{\"device_id\":\""
                                                + device
                                                + "\",\"timestamp\":1768996800,\"t\":1}"))
                        .build());
        mqtt.publish(
                Mqtt5Publish.builder()
                        .topic("devices/" + device + "/telemetry")
                        .qos(qos)
                        .payload(bytes("{\"timestamp\":1768996801,\"t\":2}"))
                        .build());

        awaitPoints(device, "t", new Point(NOON, 0, 1), new Point(NOON.plusSeconds(1), 0, 2));
        mqtt.disconnect();
    }

    @Test
    void mqtt311() {
        client.register("form-mqtt3");
        Mqtt3BlockingClient mqtt = Mqtt.connect3(platform);

        mqtt.publishWith()
                .topic("devices/form-mqtt3/telemetry")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(bytes("{\"timestamp\":1768996800,\"t\":3}"))
                .send();

        awaitPoints("form-mqtt3", "t", new Point(NOON, 0, 3));
        mqtt.disconnect();
    }

    @Test
    void whatIsDeliveredTwiceIsStoredOnceAndCountedTwice() {
        client.register("form-twice");
        String batch =
                "[{\"device_id\":\"form-twice\",\"timestamp\":1768996800,\"t\":1},{\"device_id\":\"form-twice\",\"timestamp\":1768996800,\"t\":1}]";
        String correction = "{\"device_id\":\"form-twice\",\"timestamp\":1768996800,\"t\":9}";
        byte[] timedOnArrival = bytes("{\"device_id\":\"form-twice\",\"u\":1}");

        for (int i = 0; i < 3; i++) {
            client.post(READINGS, Client.JSON, bytes(batch), "Idempotency-Key", "twice-batch-" + i);
            client.post(READINGS, Client.JSON, timedOnArrival, "Idempotency-Key", "twice-arrival");
        }
        client.post(
                READINGS, Client.JSON, bytes(correction), "Idempotency-Key", "twice-correction");

        // Two events with one timestamp are two readings; the correction is of the first of them.
        awaitPoints("form-twice", "t", new Point(NOON, 0, 9), new Point(NOON, 1, 1));
        assertThat(client.points("form-twice", "u")).hasSize(1);
        await().untilAsserted(() -> {
            var total = client.get("/api/v1/source-streams?prefix=key:twice-").body().path("total");
            assertThat(total.path("stored").asInt()).isEqualTo(3);
            assertThat(total.path("duplicate").asInt()).isEqualTo(4);
            assertThat(total.path("corrected").asInt()).isEqualTo(1);
            assertThat(total.path("received").asInt()).isEqualTo(8);
        });
    }

    private void awaitPoints(String device, String metric, Point... points) {
        await().untilAsserted(
                        () -> assertThat(client.points(device, metric)).containsExactly(points));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
