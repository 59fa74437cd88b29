package io.sluice.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/** Asks over HTTP and JSON, over a connection that stays open. */
final class HttpAnswering implements Answering {
    private static final int SHOWN = 300;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI address;

    HttpAnswering(URI address) {
        this.address = address;
    }

    @Override
    public Answered answer(Asked asked) {
        HttpRequest request = request(asked);
        long start = System.nanoTime();
        try {
            HttpResponse<byte[]> response =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return read(System.nanoTime() - start, response);
        } catch (IOException | JacksonException e) {
            return new Answered(System.nanoTime() - start, 0, 0, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(Asked asked) {
        String series =
                "/api/v1/devices/" + asked.deviceId() + "/series/" + asked.metricName() + "/";
        String range = "from=" + asked.from() + "&to=" + asked.until();
        return switch (asked.question()) {
            case LATEST -> get(series + "latest");
            case RAW_DAY -> get(series + "points?resolution=raw&" + range);
            case YEAR -> get(series + "points?max_points=" + Asked.MAX_POINTS + "&" + range);
            case FLEET_DAY ->
                    HttpRequest.newBuilder(address.resolve("/api/v1/query"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(fleetDay(asked)))
                            .build();
        };
    }

    private static String fleetDay(Asked asked) {
        return """
        {"series": [{"name": "a", "labels": {"%s": "%s"}}], "from": "%s", "to": "%s",
         "resolution": "hourly", "aggregate": "avg", "group_by": []}
        """
                .formatted(Fleet.LABEL, Fleet.NAME, asked.from(), asked.until());
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).build();
    }

    private Answered read(long nanos, HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            String body = new String(response.body(), StandardCharsets.UTF_8);
            return new Answered(
                    nanos,
                    0,
                    0,
                    "answered %d: %s"
                            .formatted(
                                    response.statusCode(),
                                    body.substring(0, Math.min(SHOWN, body.length()))));
        }
        AnswerRows rows = AnswerRows.of(json.readTree(response.body()));
        return new Answered(nanos, rows.count(), rows.sum(), null);
    }

    @Override
    public void close() {
        http.close();
    }
}
