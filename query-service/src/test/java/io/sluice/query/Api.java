package io.sluice.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The service as a client sees it. */
public final class Api {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI address;

    public Api(int port) {
        this.address = URI.create("http://127.0.0.1:" + port);
    }

    /** What came back. */
    public record Answer(int status, Map<String, String> headers, JsonNode body) {
        public String code() {
            return body.path("code").asString("");
        }
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path));
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            response.headers()
                    .map()
                    .forEach((name, values) -> headers.put(name, values.getFirst()));
            boolean isJson = headers.getOrDefault("Content-Type", "").matches(".*[/+]json\\b.*");
            return new Answer(
                    response.statusCode(),
                    headers,
                    isJson ? MAPPER.readTree(response.body()) : MAPPER.createObjectNode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
