package io.sluice.local.frontdoor;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An HTTP server in the place of a service: it answers its name, and keeps what it was asked. */
final class StandInService implements AutoCloseable {
    /**
     * A request as it arrived.
     *
     * @param target its path and query, escaped as they came
     */
    record Received(String method, String target, Headers headers, byte[] body) {
        Optional<String> header(String name) {
            return Optional.ofNullable(headers.getFirst(name));
        }
    }

    private static final int PATIENCE_SECONDS = 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final byte[] name;
    private volatile HttpHandler handler = this::keepAndAnswerName;

    private StandInService(String name, HttpServer server) {
        this.name = name.getBytes(StandardCharsets.UTF_8);
        this.server = server;
    }

    static StandInService start(String name, int port) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        StandInService service = new StandInService(name, server);
        server.createContext("/", exchange -> service.handler.handle(exchange));
        server.setExecutor(service.threads);
        server.start();
        return service;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Lets somebody else do everything from now on. */
    void handleWith(HttpHandler other) {
        handler = other;
    }

    /** The next request that arrived here. */
    Received received() throws InterruptedException {
        Received next = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no request arrived");
        }
        return next;
    }

    private void keepAndAnswerName(HttpExchange exchange) throws IOException {
        try (exchange) {
            received.add(
                    new Received(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            exchange.getRequestHeaders(),
                            exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, name.length);
            exchange.getResponseBody().write(name);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
