package io.sluice.coordinator.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.coordinator.Api;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;

/** The registry of models as a client uses it. */
final class ModelApi {
    private final Api api;
    private final int port;

    ModelApi(int port) {
        this.api = new Api(port);
        this.port = port;
    }

    Api.Answer begin(String path, byte[] content) {
        return begin(path, OnnxFile.sha256(content), content.length);
    }

    Api.Answer begin(String path, String sha256, long size) {
        return api.put(
                "/api/v1/models/" + path,
                "{\"sha256\": \"" + sha256 + "\", \"size\": " + size + "}");
    }

    Api.Answer append(String path, long offset, byte[] bytes) {
        return api.send(
                api.request("/api/v1/models/" + path + "/content")
                        .header("Content-Type", "application/octet-stream")
                        .header("Upload-Offset", Long.toString(offset))
                        .method("PATCH", HttpRequest.BodyPublishers.ofByteArray(bytes)));
    }

    Api.Answer complete(String path) {
        return post(path + "/completion", "");
    }

    Api.Answer get(String path) {
        return api.get("/api/v1/models" + path);
    }

    Api.Answer put(String path, String json) {
        return api.put("/api/v1/models/" + path, json);
    }

    Api.Answer post(String path, String json) {
        return api.post("/api/v1/models/" + path, json);
    }

    Api.Answer delete(String path) {
        return api.delete("/api/v1/models/" + path);
    }

    HttpResponse<Void> head(String path) throws Exception {
        return send(path, HttpResponse.BodyHandlers.discarding(), "HEAD");
    }

    /** The content as it comes. */
    HttpResponse<byte[]> download(String path, String... headers) throws Exception {
        return send(path, HttpResponse.BodyHandlers.ofByteArray(), "GET", headers);
    }

    /** Announces, sends and completes a version. */
    Api.Answer upload(String path, byte[] content) {
        assertThat(begin(path, content).status()).isBetween(200, 201);
        int half = content.length / 2;
        assertThat(append(path, 0, Arrays.copyOf(content, half)).status()).isEqualTo(204);
        assertThat(append(path, half, Arrays.copyOfRange(content, half, content.length)).status())
                .isEqualTo(204);
        Api.Answer completed = complete(path);
        assertThat(completed.status()).as(completed.body().toString()).isEqualTo(200);
        return completed;
    }

    private <T> HttpResponse<T> send(
            String path, HttpResponse.BodyHandler<T> body, String method, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + port
                                                + "/api/v1/models/"
                                                + path
                                                + "/content"))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request.build(), body);
        }
    }
}
