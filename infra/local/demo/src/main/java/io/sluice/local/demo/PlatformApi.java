package io.sluice.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The platform over HTTP, as any client uses it: what can't be taken now is sent again. */
final class PlatformApi implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int ATTEMPTS = 60;
    private static final String JSON = "application/json";

    private final URI frontDoor;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    PlatformApi(URI frontDoor) {
        this.frontDoor = frontDoor;
    }

    URI frontDoor() {
        return frontDoor;
    }

    JsonNode get(String path) {
        return answer(HttpRequest.newBuilder(frontDoor.resolve(path)).GET());
    }

    JsonNode post(String path, Object body) {
        return answer(request(path, JSON).POST(json(body)));
    }

    JsonNode put(String path, Object body) {
        return answer(request(path, JSON).PUT(json(body)));
    }

    /** Sends bytes of a model, from an offset on. */
    void patch(String path, long offset, byte[] bytes) {
        answer(
                request(path, "application/octet-stream")
                        .header("Upload-Offset", Long.toString(offset))
                        .method("PATCH", HttpRequest.BodyPublishers.ofByteArray(bytes)));
    }

    /** What is there, or nothing. */
    Optional<JsonNode> find(String path) {
        HttpRequest.Builder get = HttpRequest.newBuilder(frontDoor.resolve(path)).GET();
        HttpResponse<String> response = send(get);
        return response.statusCode() == 404 ? Optional.empty() : Optional.of(read(get, response));
    }

    /** Removes what is there, if it is. */
    void delete(String path) {
        HttpRequest.Builder delete = HttpRequest.newBuilder(frontDoor.resolve(path)).DELETE();
        HttpResponse<String> response = send(delete);
        if (response.statusCode() != 404) {
            read(delete, response);
        }
    }

    /** Registers a device, or changes it if it is registered. */
    void register(String id, Map<String, Object> device) {
        String path = "/api/v1/devices";
        if (send(request(path + "/" + id, JSON).PUT(json(device))).statusCode() == 404) {
            post(path, device);
        }
    }

    private HttpRequest.Builder request(String path, String contentType) {
        return HttpRequest.newBuilder(frontDoor.resolve(path)).header("Content-Type", contentType);
    }

    private HttpRequest.BodyPublisher json(Object body) {
        return HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
    }

    private JsonNode answer(HttpRequest.Builder request) {
        return read(request, send(request));
    }

    private JsonNode read(HttpRequest.Builder request, HttpResponse<String> response) {
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(
                    request.build().uri()
                            + " answered "
                            + response.statusCode()
                            + ": "
                            + response.body());
        }
        return response.body().isEmpty() ? json.nullNode() : json.readTree(response.body());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<String> response =
                        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
                if ((response.statusCode() != 503 && response.statusCode() != 429)
                        || attempt == ATTEMPTS) {
                    return response;
                }
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new UncheckedIOException(e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
