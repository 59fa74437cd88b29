package io.sluice.ingestion.rejection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.sluice.contracts.readings.QualityFlag;
import io.sluice.ingestion.Api;
import io.sluice.ingestion.IngestionServiceTest;
import io.sluice.ingestion.MqttDevice;
import io.sluice.ingestion.Topics;
import io.sluice.ingestion.Topics.FoundReading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@IngestionServiceTest
class RejectionApiTest {
    private static final String READINGS = "/api/v1/readings";
    private static final String REJECTIONS = "/api/v1/rejections";

    @LocalServerPort private int port;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    void newestAreShownByCodeAndDevice() {
        api.register("r1");
        api.post(READINGS, "{\"device_id\":\"r1\",\"timestamp\":\"2100-01-01T00:00:00Z\",\"t\":1}");
        api.post(READINGS, "{\"device_id\":\"r1\",\"t\":NaN}");
        api.post(READINGS, "{\"device_id\":\"r1\",\"timestamp\":\"2101-01-01T00:00:00Z\",\"t\":1}");

        await().untilAsserted(() -> assertThat(shown("?device=r1")).hasSize(3));
        assertThat(shown("?device=r1&code=clock_ahead"))
                .extracting(rejection -> rejection.path("message").asString().substring(5, 9))
                .containsExactly("2101", "2100");
        assertThat(shown("?device=r1&limit=1")).hasSize(1);
        assertThat(shown("?device=nobody-at-all")).isEmpty();
    }

    @Test
    void oneIsShownWithItsRawBytes() {
        String body = "{\"device_id\":\"r2\",\"t\":1}";
        api.post(READINGS, body);
        await().untilAsserted(() -> assertThat(shown("?device=r2")).hasSize(1));

        String id = shown("?device=r2").getFirst().path("id").asString();
        Api.Answer whole = api.get(REJECTIONS + "/" + id);

        assertThat(whole.status()).isEqualTo(200);
        assertThat(
                        new String(
                                Base64.getDecoder().decode(whole.body().path("raw").asString()),
                                StandardCharsets.UTF_8))
                .isEqualTo(body);
        assertThat(whole.body().path("raw_cut").asBoolean()).isFalse();
        assertThat(whole.body().path("rejection").path("code").asString())
                .isEqualTo("unknown_device");
    }

    @ParameterizedTest
    @CsvSource({
        "/0-999999999, unknown_rejection",
        "/99-0, unknown_rejection",
        "/abc, unknown_rejection",
        "?limit=0, invalid_parameter",
        "?limit=1001, invalid_parameter"
    })
    void badQuestionsAreRefused(String path, String code) {
        assertThat(api.get(REJECTIONS + path).code()).isEqualTo(code);
    }

    @Test
    void replayTakesWhatCanBeTakenNowWithTheTimeOfItsFirstArrival() {
        Instant before = Instant.now();
        api.post(
                READINGS,
                "[{\"device_id\":\"r3\",\"t\":1,\"h\":2},{\"device_id\":\"r3\",\"timestamp\":1768996800,\"t\":3}]");
        Instant after = Instant.now();
        api.register("r3");

        Api.Answer replay =
                api.post(REJECTIONS + "/replay", "{\"code\":\"unknown_device\",\"device\":\"r3\"}");
        Api.Answer again =
                api.post(REJECTIONS + "/replay", "{\"code\":\"unknown_device\",\"device\":\"r3\"}");

        assertThat(replay.status()).isEqualTo(200);
        assertThat(replay.body().path("matched").asInt()).isEqualTo(2);
        assertThat(replay.body().path("accepted").asInt()).isEqualTo(3);
        assertThat(replay.body().has("next")).isFalse();
        assertThat(again.body().path("accepted").asInt()).isEqualTo(3);
        List<FoundReading> readings = Topics.readings("r3");
        assertThat(readings).hasSize(6);
        assertThat(readings.getFirst().time())
                .isBetween(before.minusSeconds(1), after.plusSeconds(1));
        assertThat(readings.subList(0, 3)).isEqualTo(readings.subList(3, 6));
        assertThat(Topics.batches("r3").getFirst().getQualityList())
                .allMatch(quality -> (quality & QualityFlag.BACKFILLED.bit()) != 0);
        assertThat(Topics.batches("r3").getFirst().getSourceStream()).startsWith("replay:");
    }

    @Test
    void whatIsStillWrongIsCountedAndStaysAsItIs() {
        api.post(READINGS, "{\"device_id\":\"r4\",\"t\":1}");

        for (int i = 0; i < 2; i++) {
            Api.Answer replay = api.post(REJECTIONS + "/replay", "{\"device\":\"r4\"}");

            assertThat(replay.body().path("matched").asInt()).isEqualTo(1);
            assertThat(replay.body().path("accepted").asInt()).isZero();
            assertThat(replay.body().path("rejected").asInt()).isEqualTo(1);
        }
        assertThat(Topics.rejections())
                .filteredOn(rejected -> rejected.getDeviceId().equals("r4"))
                .hasSize(1);
    }

    @Test
    void readingsOfOneMomentKeepTheirPlacesThroughAReplay() {
        api.register("r8");
        api.post(
                READINGS,
                """
                [{"device_id":"r9","t":1},{"device_id":"r9","t":2},{"device_id":"r9","t":3},
                 {"device_id":"r8","timestamp":1768996800,"t":1},
                 {"device_id":"r8","timestamp":1768996800,"t":2,"h":NaN}]
                """);
        api.register("r9");

        api.post(REJECTIONS + "/replay", "{\"device\":\"r9\"}");
        api.post(REJECTIONS + "/replay", "{\"device\":\"r8\"}");

        assertThat(Topics.readings("r9"))
                .extracting(FoundReading::ordinal, FoundReading::value)
                .containsExactly(tuple(0, 1.0), tuple(1, 2.0), tuple(2, 3.0));
        assertThat(Topics.readings("r8"))
                .extracting(FoundReading::ordinal, FoundReading::value)
                .containsExactly(tuple(0, 1.0), tuple(1, 2.0), tuple(1, 2.0));
    }

    @Test
    void statusIsNotFedAsReadings() {
        try (MqttDevice device = new MqttDevice()) {
            device.publish("devices/r10/status", "{\"status\":\"online\",\"battery\":12}");
        }
        await().untilAsserted(() -> assertThat(shown("?device=r10")).hasSize(1));
        api.register("r10");

        Api.Answer replay = api.post(REJECTIONS + "/replay", "{\"device\":\"r10\"}");

        assertThat(replay.body().path("skipped").asInt()).isEqualTo(1);
        assertThat(replay.body().path("accepted").asInt()).isZero();
    }

    @Test
    void messageFromMqttKeepsItsDeviceThroughAReplay() {
        try (MqttDevice device = new MqttDevice()) {
            device.publish("devices/r5/telemetry", "{\"timestamp\":1768996800,\"t\":5}");
        }
        await().untilAsserted(() -> assertThat(shown("?device=r5")).hasSize(1));
        api.register("r5");

        Api.Answer replay = api.post(REJECTIONS + "/replay", "{\"device\":\"r5\"}");

        assertThat(replay.body().path("accepted").asInt()).isEqualTo(1);
        assertThat(Topics.readings("r5"))
                .containsExactly(
                        new FoundReading("t", Instant.parse("2026-01-21T12:00:00Z"), 0, 5));
    }

    @Test
    void whatWasCutIsCountedAndNotFed() {
        api.post(READINGS, "{\"device_id\":\"r6\",\"x\":\"" + "y".repeat(100_000) + "\",\"t\":1}");
        api.register("r6");

        Api.Answer replay = api.post(REJECTIONS + "/replay", "{\"device\":\"r6\"}");

        assertThat(replay.body().path("skipped").asInt()).isEqualTo(1);
        assertThat(replay.body().path("accepted").asInt()).isZero();
    }

    @Test
    void replayStopsAtItsLimitAndGoesOnThere() {
        api.post(
                READINGS,
                "[{\"device_id\":\"r7\",\"t\":1},{\"device_id\":\"r7\",\"t\":2},{\"device_id\":\"r7\",\"t\":3}]");
        api.register("r7");

        JsonNode first = api.post(REJECTIONS + "/replay", "{\"device\":\"r7\",\"limit\":2}").body();
        JsonNode second =
                api.post(
                                REJECTIONS + "/replay",
                                "{\"device\":\"r7\",\"limit\":2,\"after\":\"%s\"}"
                                        .formatted(first.path("next").asString()))
                        .body();

        assertThat(first.path("accepted").asInt()).isEqualTo(2);
        assertThat(second.path("accepted").asInt()).isEqualTo(1);
        assertThat(second.has("next")).isFalse();
        assertThat(Topics.readings("r7"))
                .extracting(FoundReading::value)
                .containsExactly(1.0, 2.0, 3.0);
    }

    private List<JsonNode> shown(String query) {
        return api.get(REJECTIONS + query).body().path("rejections").values().stream().toList();
    }
}
