package io.sluice.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where the payload of a task comes from: its lease, or an address over HTTP. */
final class PayloadSource implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Duration timeout;
    private final long bound;
    private final HttpClient http;

    PayloadSource(Duration timeout, long bound) {
        this.timeout = timeout;
        this.bound = bound;
        http =
                HttpClient.newBuilder()
                        .connectTimeout(timeout)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build();
    }

    /**
     * @throws InvalidInput if there is no payload, or one that can't be read
     * @throws IOException if it can't be had now
     */
    JsonNode payload(Lease lease) throws IOException, InterruptedException {
        if (lease.payloadReference() != null) {
            return fetch(lease.payloadReference());
        }
        JsonNode payload = lease.payload();
        if (payload == null || payload.isNull()) {
            throw new InvalidInput("the task has no payload");
        }
        return payload;
    }

    private JsonNode fetch(URI reference) throws IOException, InterruptedException {
        if (!Objects.requireNonNullElse(reference.getScheme(), "").matches("(?i)https?")
                || reference.getHost() == null) {
            throw new InvalidInput("the payload's address is not of http or https: " + reference);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HttpResponse<byte[]> response;
        try {
            response =
                    Transfer.of(
                            http,
                            HttpRequest.newBuilder(reference).build(),
                            _ -> new BoundedBody(bytes, bound),
                            timeout,
                            Progress.NONE);
        } catch (BoundedBody.BodyTooLarge e) {
            throw new InvalidInput("the payload at " + reference + ": " + e.getMessage());
        }
        check(reference, response.statusCode());
        return parse(reference, bytes.toByteArray());
    }

    private static void check(URI reference, int status) throws IOException {
        String problem = "the payload at " + reference + " was answered with " + status;
        if (status >= 500 || status == 429 || status == 408) {
            throw new IOException(problem);
        }
        if (status != 200) {
            throw new InvalidInput(problem);
        }
    }

    private static JsonNode parse(URI reference, byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException e) {
            throw new InvalidInput(
                    "the payload at " + reference + " is not JSON: " + e.getOriginalMessage());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
