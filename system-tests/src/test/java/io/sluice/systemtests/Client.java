package io.sluice.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A client of the platform that knows its front door and nothing else. */
final class Client {
    static final String JSON = "application/json";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final URI address;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    Client(URI address) {
        this.address = address;
    }

    /** What came back. */
    record Answer(int status, String contentType, JsonNode body) {
        String code() {
            return body.path("code").asString("");
        }
    }

    /** A reading as it is read back. */
    record Point(Instant time, int ordinal, double value) {}

    Answer get(String path) {
        return send(HttpRequest.newBuilder(address.resolve(path)).GET());
    }

    Answer post(String path, String json) {
        return post(path, JSON, json.getBytes(StandardCharsets.UTF_8));
    }

    Answer post(String path, String contentType, byte[] body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).header("Content-Type", contentType);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    void register(String... ids) {
        StringBuilder csv = new StringBuilder("id\n");
        for (String id : ids) {
            csv.append(id).append('\n');
        }
        Answer answer =
                post(
                        "/api/v1/devices/import",
                        "text/csv",
                        csv.toString().getBytes(StandardCharsets.UTF_8));
        if (answer.status() != 200 || !answer.body().path("rejections").isEmpty()) {
            throw new IllegalStateException(answer.toString());
        }
    }

    /** All readings of a series, page by page. */
    List<Point> points(String device, String metric) {
        List<Point> points = new ArrayList<>();
        String path = "/api/v1/devices/" + device + "/series/" + metric + "/points?limit=20000";
        String cursor = "";
        do {
            Answer page = get(path + cursor);
            page.body()
                    .path("points")
                    .forEach(point ->
                            points.add(
                                    new Point(
                                            Instant.parse(point.path("time").asString()),
                                            point.path("ordinal").asInt(0),
                                            point.path("value").asDouble())));
            cursor =
                    page.body().has("next") ? "&cursor=" + page.body().path("next").asString() : "";
        } while (!cursor.isEmpty());
        return points;
    }

    /** The books of all source streams together. */
    Books books() {
        JsonNode total = get("/api/v1/source-streams?limit=1").body().path("total");
        return new Books(
                total.path("stored").asLong(),
                total.path("duplicate").asLong(),
                total.path("corrected").asLong(),
                total.path("rejected").asLong());
    }

    /** What became of readings. */
    record Books(long stored, long duplicate, long corrected, long rejected) {
        long received() {
            return stored + duplicate + corrected + rejected;
        }

        Books since(Books earlier) {
            return new Books(
                    stored - earlier.stored,
                    duplicate - earlier.duplicate,
                    corrected - earlier.corrected,
                    rejected - earlier.rejected);
        }
    }

    /**
     * @throws UncheckedIOException if there is no answer
     */
    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(
                            request.timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.ofString());
            String contentType = response.headers().firstValue("Content-Type").orElse("");
            JsonNode body =
                    contentType.contains("json")
                            ? MAPPER.readTree(response.body())
                            : MAPPER.createObjectNode().put("text", response.body());
            return new Answer(response.statusCode(), contentType, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
