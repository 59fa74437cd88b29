package io.sluice.systemtests;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server of payloads that gives as many as it is allowed to: whoever asks for one more waits. So
 * a test decides how far the tasks come that refer to it.
 */
final class HeldPayloads implements AutoCloseable {
    private static final int ALL = 1_000_000;

    private final byte[] payload;
    private final HttpServer server;
    private final Semaphore allowed = new Semaphore(0);
    private final AtomicInteger given = new AtomicInteger();

    HeldPayloads(String payload) {
        this.payload = payload.getBytes(StandardCharsets.UTF_8);
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::give);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/window";
    }

    /** Allows some more. */
    void allow(int count) {
        allowed.release(count);
    }

    /** Allows everything from now on. */
    void allowAll() {
        allow(ALL);
    }

    /** How many wait for theirs. */
    int waiting() {
        return allowed.getQueueLength();
    }

    /** How many were given. */
    int given() {
        return given.get();
    }

    private void give(HttpExchange exchange) throws IOException {
        try (exchange) {
            allowed.acquireUninterruptibly();
            exchange.sendResponseHeaders(200, payload.length);
            exchange.getResponseBody().write(payload);
            given.incrementAndGet();
        }
    }

    @Override
    public void close() {
        allowAll();
        server.stop(0);
    }
}
