package io.sluice.ingestion.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.sluice.contracts.readings.ReadingBatch;
import io.sluice.ingestion.Api;
import io.sluice.ingestion.IngestionServiceTest;
import io.sluice.ingestion.Topics;
import io.sluice.ingestion.Topics.FoundReading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@IngestionServiceTest
class HttpReadingTest {
    private static final String READINGS = "/api/v1/readings";
    private static final Instant NOON = Instant.parse("2026-01-21T12:00:00Z");

    @LocalServerPort private int port;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    void flatJsonIsAcceptedAndOnTheTopicWhenItIsAnswered() {
        api.register("h1");

        Api.Answer answer =
                api.post(
                        READINGS,
                        """
                        [{"device_id":"h1","timestamp":"2026-01-21T12:00:00Z","temperature":22.5,"humidity":65},
                         {"device_id":"h1","timestamp":1768996801000,"temperature":22.75}]
                        """);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("accepted").asInt()).isEqualTo(3);
        assertThat(answer.body().path("rejected").asInt()).isZero();
        assertThat(Topics.readings("h1"))
                .containsExactly(
                        new FoundReading("temperature", NOON, 0, 22.5),
                        new FoundReading("humidity", NOON, 0, 65),
                        new FoundReading("temperature", NOON.plusSeconds(1), 0, 22.75));
    }

    @Test
    void senmlIsAccepted() {
        api.register("h2");

        Api.Answer answer =
                api.post(
                        READINGS,
                        "application/senml+json",
                        """
                        [{"bn":"h2/","bt":1768996800,"bu":"Cel","n":"inside","v":21.5},{"n":"inside","t":1,"v":21.75}]
                        """
                                .getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(Topics.readings("h2"))
                .containsExactly(
                        new FoundReading("inside", NOON, 0, 21.5),
                        new FoundReading("inside", NOON.plusSeconds(1), 0, 21.75));
        assertThat(Topics.batches("h2").getFirst().getUnitList()).containsExactly("Cel");
    }

    @Test
    void lineProtocolIsAccepted() {
        api.register("h3");

        Api.Answer answer =
                api.post(
                        READINGS,
                        "text/plain; charset=utf-8",
                        "weather,device=h3 temperature=21.5,rain=f 1768996800000000000\n"
                                .getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(Topics.readings("h3"))
                .containsExactly(
                        new FoundReading("weather.temperature", NOON, 0, 21.5),
                        new FoundReading("weather.rain", NOON, 0, 0));
    }

    @Test
    void gzipAndZstdAreDecoded() throws IOException {
        api.register("h4");
        byte[] first =
                "{\"device_id\":\"h4\",\"timestamp\":1768996800,\"t\":1}"
                        .getBytes(StandardCharsets.UTF_8);
        byte[] second =
                "{\"device_id\":\"h4\",\"timestamp\":1768996801,\"t\":2}"
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(api.post(READINGS, Api.JSON, gzip(first), "Content-Encoding", "gzip").status())
                .isEqualTo(202);
        assertThat(
                        api.post(
                                        READINGS,
                                        Api.JSON,
                                        Zstd.compress(second),
                                        "Content-Encoding",
                                        "zstd")
                                .status())
                .isEqualTo(202);
        assertThat(Topics.readings("h4")).extracting(FoundReading::value).containsExactly(1.0, 2.0);
    }

    @Test
    void bodyWithoutAnAnnouncedLengthIsAccepted() {
        api.register("h5");
        byte[] body = batch("h5", 20_000).getBytes(StandardCharsets.UTF_8);

        Api.Answer answer =
                api.send(
                        api.request(READINGS)
                                .header("Content-Type", Api.JSON)
                                .POST(HttpRequest.BodyPublishers.ofByteArrays(List.of(body))));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("accepted").asInt()).isEqualTo(20_000);
    }

    @Test
    void largeMessageOfOneDeviceBecomesSeveralBatchesInOrder() {
        api.register("h6");

        Api.Answer answer = api.post(READINGS, batch("h6", 12_345));

        assertThat(answer.status()).isEqualTo(202);
        List<ReadingBatch> batches = Topics.batches("h6");
        assertThat(batches).extracting(ReadingBatch::getPart).containsExactly(0, 1, 2);
        assertThat(Topics.readings("h6"))
                .extracting(FoundReading::value)
                .isEqualTo(IntStream.range(0, 12_345).mapToObj(i -> (double) i).toList());
    }

    @Test
    void hundredThousandReadingsAreTaken() {
        api.register("h7");

        Api.Answer answer = api.post(READINGS, batch("h7", 100_000));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("accepted").asInt()).isEqualTo(100_000);
    }

    @Test
    void goodItemsAreTakenAndBadOnesListedByIndex() {
        api.register("h8");

        Api.Answer answer =
                api.post(
                        READINGS,
                        """
                        [{"device_id":"h8","timestamp":1768996800,"t":1},
                         {"device_id":"nobody","t":1},
                         {"device_id":"h8","timestamp":1768996801,"t":NaN,"u":2},
                         {"device_id":"h8","timestamp":"2100-01-01T00:00:00Z","t":1},
                         {"device_id":"h8","timestamp":1768996802,"t":3,"fw":"1.0.3"}]
                        """);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("accepted").asInt()).isEqualTo(3);
        assertThat(answer.body().path("rejected").asInt()).isEqualTo(3);
        assertThat(
                        answer.body().path("rejections").values().stream()
                                .map(rejection ->
                                        rejection.path("index").asInt()
                                                + " "
                                                + rejection.path("code").asString()))
                .containsExactly("1 unknown_device", "2 not_finite", "3 clock_ahead");
        assertThat(answer.body().path("ignored_fields").path("fw").asInt()).isEqualTo(1);
        assertThat(Topics.readings("h8"))
                .extracting(FoundReading::metric)
                .containsExactly("t", "u", "t");
    }

    @Test
    void verdictListsTheFirstThousandRejectionsAndCountsAll() {
        api.register("h9");
        String items =
                IntStream.range(0, 1500)
                        .mapToObj(_ -> "{\"device_id\":\"nobody\",\"t\":1}")
                        .collect(Collectors.joining(","));

        Api.Answer answer = api.post(READINGS, "[{\"device_id\":\"h9\",\"t\":1}," + items + "]");

        assertThat(answer.body().path("rejected").asInt()).isEqualTo(1500);
        assertThat(answer.body().path("rejections").size()).isEqualTo(1000);
        assertThat(answer.body().path("rejections_cut").asBoolean()).isTrue();
    }

    @Test
    void sourceStreamIsTheConnectionOrTheIdempotencyKey() {
        api.register("h10");
        byte[] body = "{\"device_id\":\"h10\",\"t\":1}".getBytes(StandardCharsets.UTF_8);

        api.post(READINGS, Api.JSON, body);
        api.post(READINGS, Api.JSON, body, "Idempotency-Key", "order-66");

        List<ReadingBatch> batches = Topics.batches("h10");
        assertThat(batches.get(0).getSourceStream()).startsWith("http:");
        assertThat(batches.get(0).getMessageDigest().isEmpty()).isTrue();
        assertThat(batches.get(1).getSourceStream()).isEqualTo("key:order-66");
        assertThat(batches.get(1).getMessageDigest().size()).isEqualTo(32);
        assertThat(batches).allMatch(ReadingBatch::getTimedOnArrival);
    }

    @Test
    void messageWithAKeyIsTakenOnce() {
        api.register("h11");
        byte[] body = "{\"device_id\":\"h11\",\"t\":1}".getBytes(StandardCharsets.UTF_8);
        byte[] other = "{\"device_id\":\"h11\",\"t\":2}".getBytes(StandardCharsets.UTF_8);

        Api.Answer first = api.post(READINGS, Api.JSON, body, "Idempotency-Key", "once");
        Api.Answer second = api.post(READINGS, Api.JSON, body, "Idempotency-Key", "once");
        Api.Answer reused = api.post(READINGS, Api.JSON, other, "Idempotency-Key", "once");
        Api.Answer invalid = api.post(READINGS, Api.JSON, body, "Idempotency-Key", "two words");

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(reused.status()).isEqualTo(422);
        assertThat(reused.code()).isEqualTo("idempotency_key_reused");
        assertThat(invalid.status()).isEqualTo(400);
        assertThat(invalid.code()).isEqualTo("invalid_idempotency_key");
        assertThat(Topics.readings("h11")).hasSize(1);
    }

    @Test
    void whatWasRejectedAsAWholeIsTriedAgainUnderItsKey() {
        byte[] body = "{\"device_id\":\"h12\",\"t\":1}".getBytes(StandardCharsets.UTF_8);

        Api.Answer unknown = api.post(READINGS, Api.JSON, body, "Idempotency-Key", "again");
        api.register("h12");
        Api.Answer known = api.post(READINGS, Api.JSON, body, "Idempotency-Key", "again");

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(known.status()).isEqualTo(202);
    }

    @Test
    void nothingIsTakenFromWhoDoesNotAcceptTheAnswer() {
        api.register("h13");
        byte[] body = "{\"device_id\":\"h13\",\"t\":1}".getBytes(StandardCharsets.UTF_8);

        Api.Answer answer = api.post(READINGS, Api.JSON, body, "Accept", "text/html");

        assertThat(answer.status()).isEqualTo(406);
        assertThat(Topics.readings("h13")).isEmpty();
    }

    private static String batch(String device, int readings) {
        return IntStream.range(0, readings)
                .mapToObj(i ->
                        "{\"device_id\":\""
                                + device
                                + "\",\"timestamp\":"
                                + (1_768_996_800_000L + i)
                                + ",\"t\":"
                                + i
                                + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
