package io.sluice.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.sluice.systemtests.Client.Answer;
import io.sluice.systemtests.Client.Point;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Each bad input gets its code, is kept and counted as rejected, and the platform goes on. */
@ExtendWith(SharedPlatform.class)
class BadInputIT {
    private static final String READINGS = "/api/v1/readings";
    private static final int TEN_MEGABYTES = 10 * 1024 * 1024;
    private static final Instant NOON = Instant.parse("2026-01-21T12:00:00Z");

    private final LocalPlatform platform;
    private final Client client;

    BadInputIT(LocalPlatform platform) {
        this.platform = platform;
        this.client = new Client(platform.frontDoor());
    }

    @BeforeEach
    void registerDevice() {
        client.register("bad-good");
    }

    static Stream<Arguments> badBodies() {
        return Stream.of(
                json("broken JSON", "[" + reading("\"t\":1"), 400, "malformed_json"),
                json("wrong type", reading("\"t\":\"22.5\""), 400, "wrong_type"),
                json("NaN", reading("\"t\":NaN"), 400, "not_finite"),
                json("Infinity", reading("\"t\":-Infinity"), 400, "not_finite"),
                json("empty body", "", 400, "empty_body"),
                json("empty batch", "[]", 400, "empty_batch"),
                json("10 MB + 1", " ".repeat(TEN_MEGABYTES + 1), 413, "body_too_large"),
                json("100,001 readings", batchOf(100_001), 413, "too_many_readings"),
                json(
                        "year 1970",
                        reading("\"timestamp\":\"1970-01-02T00:00:00Z\",\"t\":1"),
                        400,
                        "time_before_2000"),
                json("year 2100", reading("\"timestamp\":4102444800,\"t\":1"), 400, "clock_ahead"),
                json("metric name", reading("\"air temp\":1"), 400, "invalid_metric_name"),
                json("unknown device", "{\"device_id\":\"bad-x\",\"t\":1}", 404, "unknown_device"),
                Arguments.of(
                        "content type",
                        "application/xml",
                        "",
                        bytes("<t/>"),
                        415,
                        "unsupported_media_type"),
                Arguments.of(
                        "bad gzip",
                        Client.JSON,
                        "gzip",
                        bytes("no gzip"),
                        400,
                        "malformed_encoding"),
                Arguments.of("bomb", Client.JSON, "gzip", bomb(), 413, "body_too_large"),
                Arguments.of(
                        "invalid UTF-8",
                        Client.JSON,
                        "",
                        new byte[] {'{', '"', (byte) 0xc3, '(', '"', ':', '1', '}'},
                        400,
                        "invalid_utf8"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badBodies")
    void badBody(
            String what,
            String contentType,
            String encoding,
            byte[] body,
            int status,
            String code) {
        long rejectedBefore = client.books().rejected();
        String newestBefore = newestRejection(code).path("id").asString("none");

        Answer answer =
                encoding.isEmpty()
                        ? client.post(READINGS, contentType, body)
                        : client.post(READINGS, contentType, body, "Content-Encoding", encoding);

        assertThat(answer.status()).as(what).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.body().path("detail").asString()).isNotBlank();
        await().untilAsserted(() -> {
            assertThat(newestRejection(code).path("id").asString("none"))
                    .isNotEqualTo(newestBefore);
            assertThat(client.books().rejected()).isGreaterThan(rejectedBefore);
        });
        thePlatformGoesOn();
    }

    @Test
    void goodItemsOfABatchAreStoredAndBadOnesAreListed() {
        client.register("bad-some");

        Answer answer =
                client.post(
                        READINGS,
                        """
                        [{"device_id":"bad-some","timestamp":1768996800,"t":1},
                         {"device_id":"bad-some","timestamp":1768996801,"t":"7"},
                         {"device_id":"bad-none","timestamp":1768996802,"t":3},
                         {"device_id":"bad-some","timestamp":1768996803,"t":4}]
                        """);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(
                        answer.body().path("rejections").values().stream()
                                .map(item ->
                                        item.path("index").asInt()
                                                + " "
                                                + item.path("code").asString()))
                .containsExactly("1 wrong_type", "2 unknown_device");
        await().untilAsserted(() ->
                assertThat(client.points("bad-some", "t"))
                        .containsExactly(
                                new Point(NOON, 0, 1), new Point(NOON.plusSeconds(3), 0, 4)));
    }

    @Test
    void aDeviceIdIsTakenOnce() {
        client.post("/api/v1/devices", "{\"id\":\"bad-twice\"}");

        Answer answer = client.post("/api/v1/devices", "{\"id\":\"bad-twice\"}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("device_exists");
    }

    @Test
    void theClassicFaceHasTheCodesOfTheLab() {
        assertThat(client.post("/api/reading", "{\"device_id\":\"bad-good\"}").status())
                .isEqualTo(400);
        assertThat(client.post("/api/readings/batch", "[]").status()).isEqualTo(400);
        assertThat(client.get("/api/reading?device_id=bad-x&temperature=1&humidity=2").status())
                .isEqualTo(404);
    }

    static Stream<Arguments> badMessages() {
        return Stream.of(
                Arguments.of("sensors/lab", "no JSON", "malformed_json"),
                Arguments.of("sensors/lab", "{\"t\":1}", "missing_device_id"),
                Arguments.of("devices//telemetry", "{\"t\":1}", "missing_device_id"),
                Arguments.of("devices/bad-x/telemetry", "{\"t\":1}", "unknown_device"));
    }

    @ParameterizedTest
    @MethodSource("badMessages")
    void badMessage(String topic, String payload, String code) {
        long rejectedBefore = client.books().rejected();
        Mqtt5BlockingClient mqtt = Mqtt.connect5(platform);

        mqtt.publish(
                Mqtt5Publish.builder()
                        .topic(topic)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(bytes(payload))
                        .build());
        mqtt.disconnect();

        await().untilAsserted(() -> {
            assertThat(newestRejection(code).path("address").asString()).isEqualTo(topic);
            assertThat(client.books().rejected()).isGreaterThan(rejectedBefore);
        });
        thePlatformGoesOn();
    }

    @Test
    void aDeviceIsToldOverMqttWhatWasRejected() throws InterruptedException {
        Mqtt5BlockingClient mqtt = Mqtt.connect5(platform);
        try (Mqtt5BlockingClient.Mqtt5Publishes publishes =
                mqtt.publishes(MqttGlobalPublishFilter.SUBSCRIBED)) {
            mqtt.subscribeWith().topicFilter("devices/bad-good/errors").send();

            mqtt.publish(
                    Mqtt5Publish.builder()
                            .topic("devices/bad-good/telemetry")
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .correlationData(bytes("4711"))
                            .payload(bytes("{\"t\":NaN}"))
                            .build());

            Mqtt5Publish told = publishes.receive(20, TimeUnit.SECONDS).orElseThrow();
            assertThat(new String(told.getPayloadAsBytes(), StandardCharsets.UTF_8))
                    .contains("not_finite");
            assertThat(told.getCorrelationData().map(StandardCharsets.UTF_8::decode))
                    .hasToString("Optional[4711]");
        }
        mqtt.disconnect();
    }

    private JsonNode newestRejection(String code) {
        return client.get("/api/v1/rejections?limit=1&code=" + code)
                .body()
                .path("rejections")
                .path(0);
    }

    private void thePlatformGoesOn() {
        assertThat(client.post(READINGS, reading("\"t\":1")).status()).isEqualTo(202);
    }

    private static Arguments json(String what, String body, int status, String code) {
        return Arguments.of(what, Client.JSON, "", bytes(body), status, code);
    }

    private static String reading(String members) {
        return "{\"device_id\":\"bad-good\"," + members + "}";
    }

    private static String batchOf(int readings) {
        return IntStream.range(0, readings)
                .mapToObj(_ -> "{\"device_id\":\"bad-good\",\"t\":1}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** 10 MB of gzip that are 10 GB of zeros: one member, again and again. */
    private static byte[] bomb() {
        ByteArrayOutputStream member = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
            gzip.write(new byte[2 * TEN_MEGABYTES]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        while (bomb.size() + member.size() < TEN_MEGABYTES) {
            bomb.writeBytes(member.toByteArray());
        }
        return bomb.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
