package io.sluice.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Sends batches over HTTP over some connections: as fast as they are taken, or at a given rate. */
final class HttpLoad implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .executor(
                            Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().factory()))
                    .build();
    private final ExecutorService senders =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    private final URI address;
    private final IntFunction<Readings.Batch> batches;
    private final int batch;
    private volatile boolean stopped;

    /**
     * @param batches makes the next message of so many readings
     */
    HttpLoad(URI ingestion, IntFunction<Readings.Batch> batches, int batch) {
        this.address = ingestion.resolve("/api/v1/readings");
        this.batches = batches;
        this.batch = batch;
    }

    /**
     * Sends until the time is over.
     *
     * @param connections how many messages are under way at once
     * @param readingsPerSecond 0 for as fast as they are taken
     * @param sent is told each batch before it is sent
     */
    void run(
            Load load,
            int connections,
            double readingsPerSecond,
            long endNanos,
            Consumer<Readings.Batch> sent) {
        long start = System.nanoTime();
        double nanosBetween =
                readingsPerSecond == 0 ? 0 : batch * connections * 1e9 / readingsPerSecond;
        for (int i = 0; i < connections; i++) {
            long offset = (long) (nanosBetween * i / connections);
            senders.execute(() -> send(load, start + offset, nanosBetween, endNanos, sent));
        }
        senders.shutdown();
    }

    /**
     * With a rate, latency counts from when a message was due: a slow answer makes those after it
     * late too.
     */
    private void send(
            Load load, long start, double nanosBetween, long end, Consumer<Readings.Batch> sent) {
        for (long number = 0; ; number++) {
            long due =
                    nanosBetween == 0 ? System.nanoTime() : start + (long) (number * nanosBetween);
            if (stopped || due - end > 0 || System.nanoTime() - end > 0) {
                return;
            }
            Waiting.until(due);
            Readings.Batch message = batches.apply(batch);
            sent.accept(message);
            if (post(message.json())) {
                load.acknowledged(message.readings(), System.nanoTime() - due);
            } else {
                load.failed(message.readings());
            }
        }
    }

    /** Ends sending before the time is over. */
    void stop() {
        stopped = true;
    }

    private boolean post(byte[] json) {
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 202;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        senders.close();
        http.close();
    }
}
