package io.sluice.ingestion.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.contracts.rejections.RejectedReading;
import io.sluice.ingestion.Api;
import io.sluice.ingestion.IngestionServiceTest;
import io.sluice.ingestion.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Each bad request gets its code, is kept as rejected, is counted, and the service goes on. */
@IngestionServiceTest
class BadHttpRequestTest {
    private static final String READINGS = "/api/v1/readings";
    private static final int TEN_MEGABYTES = 10 * 1024 * 1024;
    private static final String GOOD = "{\"device_id\":\"good\",\"t\":1}";

    @LocalServerPort private int port;

    @Autowired private MeterRegistry meters;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
        api.register("good");
    }

    static Stream<Arguments> badRequests() {
        return Stream.of(
                bad("broken JSON", Api.JSON, text("[" + GOOD), 400, "malformed_json"),
                bad("JSON that goes on", Api.JSON, text(GOOD + GOOD), 400, "malformed_json"),
                bad("no object", Api.JSON, text("7"), 400, "malformed_json"),
                bad(
                        "wrong type",
                        Api.JSON,
                        text("{\"device_id\":\"good\",\"t\":\"22.5\"}"),
                        400,
                        "wrong_type"),
                bad(
                        "device of a wrong type",
                        Api.JSON,
                        text("{\"device_id\":[],\"t\":1}"),
                        400,
                        "wrong_type"),
                bad("NaN", Api.JSON, text("{\"device_id\":\"good\",\"t\":NaN}"), 400, "not_finite"),
                bad(
                        "Infinity",
                        Api.JSON,
                        text("{\"device_id\":\"good\",\"t\":-Infinity}"),
                        400,
                        "not_finite"),
                bad(
                        "number beyond double",
                        Api.JSON,
                        text("{\"device_id\":\"good\",\"t\":1e999}"),
                        400,
                        "not_finite"),
                bad("empty body", Api.JSON, new byte[0], 400, "empty_body"),
                bad("blank body", Api.JSON, text(" \n"), 400, "empty_body"),
                bad("empty batch", Api.JSON, text("[]"), 400, "empty_batch"),
                bad("10 MB and 1 byte", Api.JSON, spaces(TEN_MEGABYTES + 1), 413, "body_too_large"),
                bad("100,001 readings", Api.JSON, text(batch(100_001)), 413, "too_many_readings"),
                bad(
                        "unknown content type",
                        "application/xml",
                        text("<t>1</t>"),
                        415,
                        "unsupported_media_type"),
                bad(
                        "not UTF-8",
                        Api.JSON,
                        new byte[] {'{', '"', (byte) 0xc3, '(', '"', ':', '1', '}'},
                        400,
                        "invalid_utf8"),
                bad(
                        "1970",
                        Api.JSON,
                        text(
                                "{\"device_id\":\"good\",\"timestamp\":\"1970-01-02T00:00:00Z\",\"t\":1}"),
                        400,
                        "time_before_2000"),
                bad(
                        "2100",
                        Api.JSON,
                        text("{\"device_id\":\"good\",\"timestamp\":4102444800,\"t\":1}"),
                        400,
                        "clock_ahead"),
                bad(
                        "no time",
                        Api.JSON,
                        text("{\"device_id\":\"good\",\"timestamp\":\"noon\",\"t\":1}"),
                        400,
                        "invalid_time"),
                bad(
                        "metric name with a space",
                        Api.JSON,
                        text("{\"device_id\":\"good\",\"air temp\":1}"),
                        400,
                        "invalid_metric_name"),
                bad("no metrics", Api.JSON, text("{\"device_id\":\"good\"}"), 400, "no_metrics"),
                bad("257 metrics", Api.JSON, text(metrics(257)), 400, "too_many_metrics"),
                bad("no device", Api.JSON, text("{\"t\":1}"), 400, "missing_device_id"),
                bad(
                        "unknown device",
                        Api.JSON,
                        text("{\"device_id\":\"nobody\",\"t\":1}"),
                        404,
                        "unknown_device"),
                bad(
                        "device id with a slash",
                        Api.JSON,
                        text("{\"device_id\":\"a/b\",\"t\":1}"),
                        400,
                        "invalid_device_id"),
                bad(
                        "device id of 129 characters",
                        Api.JSON,
                        text("{\"device_id\":\"" + "x".repeat(129) + "\",\"t\":1}"),
                        400,
                        "invalid_device_id"),
                bad(
                        "all bad in different ways",
                        Api.JSON,
                        text("[{\"t\":1},{\"device_id\":\"nobody\",\"t\":1}]"),
                        400,
                        "nothing_accepted"),
                bad(
                        "broken SenML",
                        "application/senml+json",
                        text("[{\"n\":7,\"v\":1}]"),
                        400,
                        "malformed_senml"),
                bad("broken line", "text/plain", text("hello"), 400, "malformed_line"),
                bad(
                        "broken form",
                        "application/x-www-form-urlencoded",
                        text("device_id=%zz"),
                        400,
                        "malformed_form"),
                bad(
                        "bad gzip",
                        Api.JSON,
                        text(GOOD),
                        400,
                        "malformed_encoding",
                        "Content-Encoding",
                        "gzip"),
                bad(
                        "cut gzip",
                        Api.JSON,
                        Arrays.copyOf(gzip(text(GOOD)), 20),
                        400,
                        "malformed_encoding",
                        "Content-Encoding",
                        "gzip"),
                bad(
                        "bad zstd",
                        Api.JSON,
                        text(GOOD),
                        400,
                        "malformed_encoding",
                        "Content-Encoding",
                        "zstd"),
                bad(
                        "gzip bomb",
                        Api.JSON,
                        gzip(new byte[300 * 1024 * 1024]),
                        413,
                        "body_too_large",
                        "Content-Encoding",
                        "gzip"),
                bad(
                        "unknown encoding",
                        Api.JSON,
                        text(GOOD),
                        415,
                        "unsupported_encoding",
                        "Content-Encoding",
                        "br"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badRequests")
    void badRequestGetsItsCodeIsKeptAndCountedAndTheServiceGoesOn(
            String name,
            String contentType,
            byte[] body,
            int status,
            String code,
            String[] headers) {
        long before = Topics.rejectionCount();
        double counted = countedRejections();

        Api.Answer answer = api.post(READINGS, contentType, body, headers);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.body().path("blame").asString()).isEqualTo("client");
        assertThat(answer.body().path("status").asInt()).isEqualTo(status);
        assertThat(answer.body().path("detail").asString()).isNotBlank();
        assertThat(Topics.rejectionCount()).isGreaterThan(before);
        assertThat(countedRejections()).isGreaterThan(counted);
        assertThat(api.post(READINGS, GOOD).status()).isEqualTo(202);
    }

    @Test
    void rejectionKeepsTheBytesAndWhereTheyCameFrom() {
        String body = "{\"device_id\":\"nobody-17\",\"t\":1.250}";

        api.post(READINGS, body);

        RejectedReading kept =
                Topics.rejections().stream()
                        .filter(rejected -> rejected.getDeviceId().equals("nobody-17"))
                        .findFirst()
                        .orElseThrow();
        assertThat(kept.getRaw().toStringUtf8()).isEqualTo(body);
        assertThat(kept.getRawCut()).isFalse();
        assertThat(kept.getCode()).isEqualTo("unknown_device");
        assertThat(kept.getAddress()).isEqualTo(READINGS);
        assertThat(kept.getTransport()).isEqualTo(RejectedReading.Transport.HTTP);
        assertThat(kept.getContentType()).isEqualTo(Api.JSON);
        assertThat(kept.getSourceStream()).startsWith("http:");
        assertThat(kept.getReadings()).isEqualTo(1);
    }

    @Test
    void rawBytesAreCutAt64Kilobytes() {
        String long_ = "[" + GOOD + ",\"" + "x".repeat(100_000) + "\"";

        api.post(READINGS, long_);

        RejectedReading kept =
                Topics.rejections().stream()
                        .filter(RejectedReading::getRawCut)
                        .filter(rejected -> rejected.getRaw().toStringUtf8().contains("xxx"))
                        .findFirst()
                        .orElseThrow();
        assertThat(kept.getRaw().size()).isEqualTo(64 * 1024);
        assertThat(long_).startsWith(kept.getRaw().toStringUtf8());
    }

    @Test
    void bodyOfExactlyTenMegabytesIsRead() {
        byte[] body = spaces(TEN_MEGABYTES);
        System.arraycopy(text(GOOD), 0, body, 0, GOOD.length());

        assertThat(api.post(READINGS, Api.JSON, body).status()).isEqualTo(202);
    }

    @Test
    void requestsToNowhereAreProblemsToo() {
        assertThat(api.get("/api/v1/nothing").code()).isEqualTo("not_found");
        assertThat(api.get(READINGS).code()).isEqualTo("method_not_allowed");
        assertThat(api.get(READINGS).status()).isEqualTo(405);
    }

    private double countedRejections() {
        return meters.find("sluice.readings.rejected").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static Arguments bad(
            String name,
            String contentType,
            byte[] body,
            int status,
            String code,
            String... headers) {
        return Arguments.of(name, contentType, body, status, code, headers);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] spaces(int count) {
        byte[] body = new byte[count];
        Arrays.fill(body, (byte) ' ');
        return body;
    }

    private static String batch(int readings) {
        return IntStream.range(0, readings)
                .mapToObj(_ -> GOOD)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String metrics(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"m" + i + "\":1")
                .collect(Collectors.joining(",", "{\"device_id\":\"good\",", "}"));
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
