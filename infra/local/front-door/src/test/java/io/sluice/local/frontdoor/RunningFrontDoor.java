package io.sluice.local.frontdoor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/** A front door and a client of it. */
final class RunningFrontDoor implements AutoCloseable {
    private final int port;
    private final Server server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RunningFrontDoor(int port, Server server) {
        this.port = port;
        this.server = server;
    }

    /**
     * A front door before services.
     *
     * @param servicePorts where they are, by their names; who is not named is not there
     */
    static RunningFrontDoor start(int port, Map<String, Integer> servicePorts) throws Exception {
        Map<String, URI> services = new HashMap<>();
        servicePorts.forEach((name, servicePort) -> services.put(name, address(servicePort)));
        return new RunningFrontDoor(port, FrontDoor.start("127.0.0.1", port, services));
    }

    /** Only a part of it. */
    static RunningFrontDoor startOnly(Handler handler, int port) throws Exception {
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        server.setHandler(handler);
        server.start();
        return new RunningFrontDoor(port, server);
    }

    /** From now on closes connections on which nothing was said for so long. */
    void closeUnusedAfter(Duration time) {
        for (Connector connector : server.getConnectors()) {
            ((AbstractConnector) connector).setIdleTimeout(time.toMillis());
        }
    }

    static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** A request to be completed. */
    HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(address(port).resolve(target));
    }

    HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return send(request(target));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        return http.send(request.build(), body);
    }

    /** Says this on a connection of its own, and returns all that comes back until it is closed. */
    String say(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Says this on a connection of its own, and closes it. */
    void sayAndLeave(String start) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(start.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        LifeCycle.stop(server);
    }
}
