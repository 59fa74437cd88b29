package io.sluice.coordinator.webhook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes the calls. It follows no redirects: who is allowed must not be able to name others. */
final class WebhookClient implements AutoCloseable {
    private final HttpClient http;
    private final Duration timeout;

    WebhookClient(WebhookProperties properties) {
        this.timeout = properties.responseTimeout();
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(properties.connectTimeout())
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    /**
     * @return the status of the answer
     * @throws IOException if there is none in time
     */
    int post(URI target, UUID taskId, int attempt, byte[] json)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(target)
                        .timeout(timeout)
                        .header("Content-Type", "application/json")
                        .header("Sluice-Task", taskId.toString())
                        .header("Sluice-Attempt", Integer.toString(attempt))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                        .build();
        // The request's own time ends with the first line of the answer; this one with its last.
        CompletableFuture<HttpResponse<Void>> answer =
                http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS).statusCode();
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + timeout, e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
