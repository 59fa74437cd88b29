package io.sluice.ingestion.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingestion.Api;
import io.sluice.ingestion.IngestionServiceTest;
import io.sluice.ingestion.Topics;
import io.sluice.ingestion.Topics.FoundReading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The lab's clients, as they are. */
@IngestionServiceTest
class ClassicReadingTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @LocalServerPort private int port;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
        api.register("1", "2");
    }

    @Test
    void jsonBodyIsAnsweredAsTheLabDoes() {
        Api.Answer answer =
                api.post("/api/reading", "{\"device_id\":1,\"temperature\":22.5,\"humidity\":65}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().propertyNames())
                .containsExactly(
                        "status",
                        "reading_id",
                        "device_id",
                        "timestamp",
                        "temperature",
                        "humidity");
        assertThat(answer.body().path("status").asString()).isEqualTo("success");
        assertThat(answer.body().path("device_id").isIntegralNumber()).isTrue();
        assertThat(answer.body().path("temperature").asDouble()).isEqualTo(22.5);
        Instant time = Instant.parse(answer.body().path("timestamp").asString());
        assertThat(answer.body().path("reading_id").asLong())
                .isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, time));
        assertThat(Topics.readings("1")).contains(new FoundReading("temperature", time, 0, 22.5));
    }

    @Test
    void queryOfTheArduinoSketchIsTaken() {
        Api.Answer answer = api.get("/api/reading?device_id=1&temperature=22.5&humidity=65");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("humidity").asDouble()).isEqualTo(65);
    }

    @Test
    void formAndQueryAreTakenByPostToo() {
        assertThat(
                        api.post(
                                        "/api/reading",
                                        FORM,
                                        "device_id=1&temperature=20"
                                                .getBytes(StandardCharsets.UTF_8))
                                .status())
                .isEqualTo(200);
        assertThat(api.post("/api/reading?device_id=1&temperature=21", FORM, new byte[0]).status())
                .isEqualTo(200);
    }

    @Test
    void jsonThatIsCalledAFormIsTakenAsJson() {
        assertThat(
                        api.post(
                                        "/api/reading",
                                        FORM,
                                        "{\"device_id\":1,\"temperature\":20}"
                                                .getBytes(StandardCharsets.UTF_8))
                                .status())
                .isEqualTo(200);
    }

    @Test
    void batchIsAnsweredWithTheNumberInserted() {
        Api.Answer array =
                api.post(
                        "/api/readings/batch",
                        "[{\"device_id\":1,\"t\":1,\"h\":2},{\"device_id\":2,\"t\":2}]");
        Api.Answer envelope =
                api.post("/api/readings/batch", "{\"readings\":[{\"device_id\":1,\"t\":1}]}");

        assertThat(array.status()).isEqualTo(200);
        assertThat(array.body().propertyNames()).containsExactly("status", "inserted", "timestamp");
        assertThat(array.body().path("inserted").asInt()).isEqualTo(2);
        assertThat(envelope.body().path("inserted").asInt()).isEqualTo(1);
    }

    @Test
    void batchWithSomeBadItemsInsertsTheOthers() {
        Api.Answer answer =
                api.post(
                        "/api/readings/batch",
                        "[{\"device_id\":1,\"t\":1},{\"device_id\":99,\"t\":2}]");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("inserted").asInt()).isEqualTo(1);
        assertThat(answer.body().path("rejections").get(0).path("index").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/reading        | {\"temperature\":22.5,\"humidity\":65}                 | 400"
                        + " | missing_device_id",
                "/api/reading        | {\"device_id\":1}                                      | 400"
                        + " | no_metrics",
                "/api/reading        | {\"device_id\":1,\"temperature\":\"22.5\",\"humidity\":65} |"
                        + " 400 | wrong_type",
                "/api/reading        | {\"device_id\":999,\"temperature\":20,\"humidity\":50} | 404"
                        + " | unknown_device",
                "/api/reading        | {\"device_id\":                                        | 400"
                        + " | malformed_json",
                "/api/readings/batch | []                                                     | 400"
                        + " | empty_batch",
                "/api/readings/batch | {\"readings\":[]}                                      | 400"
                        + " | empty_batch",
                "/api/readings/batch | [{\"device_id\":999,\"t\":1}]                          | 404"
                        + " | unknown_device",
            })
    void errorsHaveTheLabsStatusAndItsMember(String path, String json, int status, String code) {
        Api.Answer answer = api.post(path, json);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.body().path("error").asString()).isNotBlank();
    }

    @Test
    void headIsNoReading() {
        api.register("c-head");

        assertThat(api.head("/api/reading?device_id=c-head&temperature=1")).isEqualTo(405);
        assertThat(Topics.readings("c-head")).isEmpty();
    }

    @Test
    void metricThatIsCalledStatusDoesNotReplaceTheStatus() {
        api.register("c-status");

        Api.Answer answer = api.post("/api/reading", "{\"device_id\":\"c-status\",\"status\":7}");

        assertThat(answer.body().path("status").asString()).isEqualTo("success");
    }

    @Test
    void singleReadingIsTakenWholeOrNotAtAll() {
        int before = Topics.readings("2").size();

        Api.Answer answer =
                api.post("/api/reading", "{\"device_id\":2,\"temperature\":20,\"humidity\":NaN}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("not_finite");
        assertThat(answer.body().path("rejected").asInt()).isEqualTo(2);
        assertThat(Topics.readings("2")).hasSize(before);
    }
}
