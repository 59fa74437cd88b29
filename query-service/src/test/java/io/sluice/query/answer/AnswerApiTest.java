package io.sluice.query.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.query.Api;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.database.PostgresQueries;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How answers go over HTTP, whatever is in them. */
@QueryServiceTest
@Import(AnswerApiTest.SampleController.class)
@TestPropertySource(properties = "sluice.writer.enabled=false")
@Timeout(60)
class AnswerApiTest {
    private static final int MANY = 200_000;

    @LocalServerPort private int port;
    @Autowired private SampleController controller;
    @Autowired private AnswerFormats formats;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Api api;

    /** Serves samples, and numbers out of the database that fail after some rows. */
    @RestController
    static class SampleController {
        private final AnswerResponse answers;
        private final PostgresQueries queries;
        private volatile SampleAnswer latest = new SampleAnswer(0, false);

        SampleController(AnswerResponse answers, PostgresQueries queries) {
            this.answers = answers;
            this.queries = queries;
        }

        @GetMapping("/test/sample")
        void sample(
                @RequestParam int rows, HttpServletRequest request, HttpServletResponse response) {
            latest = new SampleAnswer(rows, false);
            answers.write(latest, request, response);
        }

        @GetMapping("/test/failing")
        void failing(
                @RequestParam int after, HttpServletRequest request, HttpServletResponse response) {
            answers.write(new FailingAnswer(queries, after), request, response);
        }
    }

    /** One number after the other, until a division by zero. */
    private record FailingAnswer(PostgresQueries queries, int after) implements Answer {
        @Override
        public Map<String, Object> head() {
            return Map.of("tier", "raw");
        }

        @Override
        public String rows() {
            return "numbers";
        }

        @Override
        public List<Column> columns() {
            return List.of(Column.number("value"));
        }

        @Override
        public Map<String, Object> writeTo(RowSink sink) {
            queries.forEach(
                    "select 1.0 / (? - n) from generate_series(0, 400000) n",
                    List.of(after),
                    row -> {
                        sink.number(row.getDouble(1));
                        sink.end();
                    });
            return Map.of();
        }
    }

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @ParameterizedTest
    @CsvSource({
        "text/csv,                            text/csv",
        "application/x-ndjson,                application/x-ndjson",
        "application/vnd.apache.arrow.stream, application/vnd.apache.arrow.stream",
        "application/json,                    application/json",
        "*/*,                                 application/json",
    })
    void formatIsWhatIsAccepted(String accept, String type) {
        Api.Answer answer =
                api.send(api.request("/test/sample?rows=3").header("Accept", accept).GET());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("Content-Type")).startsWith(type);
        assertThat(answer.headers()).containsEntry("Vary", "Accept, Accept-Encoding");
    }

    @ParameterizedTest
    @CsvSource({
        "csv,    text/csv",
        "ndjson, application/x-ndjson",
        "arrow,  application/vnd.apache.arrow.stream",
        "json,   application/json"
    })
    void formatCanBeAParameter(String format, String type) {
        Api.Answer answer =
                api.send(
                        api.request("/test/sample?rows=3&format=" + format)
                                .header("Accept", "text/html")
                                .GET());

        assertThat(answer.headers().get("Content-Type")).startsWith(type);
    }

    @Test
    void whatNobodyServesIsRefused() {
        Api.Answer answer =
                api.send(api.request("/test/sample?rows=3").header("Accept", "image/png").GET());
        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.code()).isEqualTo("not_acceptable");
        assertThat(answer.body().path("detail").asString())
                .contains("image/png", "text/csv", "application/vnd.apache.arrow.stream");

        Api.Answer unknown = api.get("/test/sample?rows=3&format=xml");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.code()).isEqualTo("invalid_parameter");
    }

    @Test
    void factsOfAShortAnswerAreHeaders() {
        Api.Answer answer = api.get("/test/sample?rows=3&format=csv");

        assertThat(answer.headers())
                .containsEntry("Sluice-Tier", "raw")
                .containsEntry("Sluice-Device-Id", "Ger%C3%A4t 7%25")
                .containsEntry("Sluice-Rows-Read", "3")
                .containsEntry("Sluice-Completeness-Found", "3");
    }

    @Test
    void factsThatAreKnownAfterManyRowsAreTrailers() throws IOException {
        String answer = say("GET /test/sample?rows=" + MANY + "&format=ndjson HTTP/1.1");

        String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
        assertThat(head).contains("Sluice-Tier: raw").doesNotContain("Sluice-Rows-Read");
        assertThat(answer.substring(answer.length() - 200)).contains("\r\n0\r\n");
        assertThat(answer.substring(answer.lastIndexOf("\r\n0\r\n")).toLowerCase(Locale.ROOT))
                .contains("sluice-rows-read: " + MANY);
    }

    @Test
    void compressedAnswerHasTrailersToo() throws IOException {
        String answer =
                say(
                        "GET /test/sample?rows="
                                + MANY
                                + "&format=csv HTTP/1.1\r\nAccept-Encoding: gzip");

        String head = answer.substring(0, answer.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT);
        assertThat(head).contains("content-encoding: gzip").doesNotContain("sluice-rows-read");
        assertThat(answer.substring(answer.lastIndexOf("\r\n0\r\n")).toLowerCase(Locale.ROOT))
                .contains("sluice-rows-read: " + MANY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv", "ndjson", "arrow"})
    void longAnswerIsCompressedOnRequest(String format) throws Exception {
        String target = "/test/sample?rows=20000&format=" + format;
        HttpResponse<byte[]> plain =
                http.send(api.request(target).build(), HttpResponse.BodyHandlers.ofByteArray());
        HttpResponse<byte[]> packed =
                http.send(
                        api.request(target).header("Accept-Encoding", "br, gzip").build(),
                        HttpResponse.BodyHandlers.ofByteArray());

        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.body().length).isLessThan(plain.body().length / 3);
        try (GZIPInputStream unpacked =
                new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(unpacked.readAllBytes()).isEqualTo(plain.body());
        }
    }

    @Test
    void answerThatIsKnownIsNotReadAgain() {
        Api.Answer first = api.get("/test/sample?rows=3");
        String tag = first.headers().getOrDefault("ETag", "");
        assertThat(tag).startsWith("W/\"");
        assertThat(first.headers()).containsEntry("Cache-Control", "no-cache");
        assertThat(controller.latest.reads()).isEqualTo(1);

        Api.Answer again = known("/test/sample?rows=3", "\"other\", " + tag);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.headers()).containsEntry("ETag", tag);
        assertThat(controller.latest.reads()).isZero();

        assertThat(known("/test/sample?rows=4", tag).status()).isEqualTo(200);
        assertThat(known("/test/sample?rows=3&format=csv", tag).status()).isEqualTo(200);
        assertThat(known("/test/sample?rows=3", "\"other\"").status()).isEqualTo(200);
    }

    private Api.Answer known(String target, String tag) {
        return api.send(api.request(target).header("If-None-Match", tag).GET());
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv", "ndjson", "arrow"})
    void failureAtTheBeginningHasItsStatus(String format) {
        Api.Answer answer = api.get("/test/failing?after=10&format=" + format);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.headers().get("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.code()).isEqualTo("internal_error");
        assertThat(answer.headers()).doesNotContainKeys("Sluice-Tier", "ETag");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv", "ndjson", "arrow"})
    void failureInTheMiddleBreaksTheConnection(String format) throws IOException {
        String target = "/test/failing?after=300000&format=" + format;

        assertThatThrownBy(() ->
                        http.send(
                                api.request(target).build(),
                                HttpResponse.BodyHandlers.ofByteArray()))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() ->
                        http.send(
                                api.request(target).header("Accept-Encoding", "gzip").build(),
                                HttpResponse.BodyHandlers.ofByteArray()))
                .isInstanceOf(IOException.class);
        String answer = say("GET " + target + " HTTP/1.1");
        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("urn:sluice:problem");
        assertThat(answer).doesNotContain("\r\n0\r\n");
        assertThat(formats.arrowMemoryInUse()).isZero();
    }

    /** All that comes back until the connection is closed. */
    private String say(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String head = request + "\r\nHost: x\r\nTE: trailers\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
