package io.sluice.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A client of the live stream of results: keeps the lines that come. */
final class LiveResults implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Stream<String> stream;

    /** Returns when the stream has begun. */
    LiveResults(URI address) {
        try {
            HttpResponse<Stream<String>> response =
                    http.send(
                            HttpRequest.newBuilder(address).build(),
                            HttpResponse.BodyHandlers.ofLines());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(response.toString());
            }
            stream = response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(() -> read(stream));
    }

    List<String> lines() {
        return lines;
    }

    private void read(Stream<String> incoming) {
        try {
            incoming.forEach(lines::add);
        } catch (UncheckedIOException e) {
            // Closed.
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        stream.close();
    }
}
