package io.sluice.local.frontdoor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;

/**
 * Runs the front door until it is told to stop. Arguments: a directory for the file {@code ready},
 * which holds its process id when it takes connections; the address and the port it listens on; and
 * for each service {@code name=http://host:port}.
 */
final class FrontDoor {
    private static final Duration UNUSED_CONNECTIONS_KEPT = Duration.ofSeconds(10);

    private FrontDoor() {}

    public static void main(String[] arguments) throws Exception {
        Path ready = Path.of(arguments[0]).resolve("ready");
        Files.createDirectories(ready.getParent());
        Files.deleteIfExists(ready);
        Map<String, URI> services =
                Arrays.stream(arguments)
                        .skip(3)
                        .collect(
                                Collectors.toMap(
                                        argument -> argument.substring(0, argument.indexOf('=')),
                                        argument ->
                                                URI.create(
                                                        argument.substring(
                                                                argument.indexOf('=') + 1))));
        Server server = start(arguments[1], Integer.parseInt(arguments[2]), services);
        announce(ready);
        server.join();
    }

    /**
     * @param services where each service of the routes listens
     */
    static Server start(String address, int port, Map<String, URI> services) throws Exception {
        Server server = new Server(new InetSocketAddress(address, port));
        server.setHandler(
                new Handler.Sequence(
                        new DocumentPages(),
                        new ServiceProxy(Route.all(), services, UNUSED_CONNECTIONS_KEPT),
                        new NoRoute()));
        server.setErrorHandler(new UnreadableRequest());
        server.setStopAtShutdown(true);
        server.start();
        return server;
    }

    private static void announce(Path ready) throws IOException {
        Files.writeString(ready, Long.toString(ProcessHandle.current().pid()));
    }
}
