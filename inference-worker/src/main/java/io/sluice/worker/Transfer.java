package io.sluice.worker;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A request and its whole answer. The timeout of a request alone ends with the answer's headers,
 * and a connection that died without a word would be waited for without end.
 */
final class Transfer {
    private Transfer() {}

    /**
     * Returns the answer when all of it is there.
     *
     * @param patience how long nothing may come
     */
    static <T> HttpResponse<T> of(
            HttpClient http,
            HttpRequest request,
            BodyHandler<T> handler,
            Duration patience,
            Progress progress)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> response = http.sendAsync(request, handler);
        try {
            return await(response, patience, progress);
        } finally {
            response.cancel(true);
        }
    }

    private static <T> HttpResponse<T> await(
            CompletableFuture<HttpResponse<T>> response, Duration patience, Progress progress)
            throws IOException, InterruptedException {
        while (true) {
            long before = progress.received();
            try {
                return response.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                if (progress.received() == before) {
                    throw new HttpTimeoutException("nothing has come for " + patience);
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException failure
                        ? failure
                        : new IOException(e.getCause());
            }
        }
    }
}
