package io.sluice.local.frontdoor;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service whose bytes a test writes itself, right or wrong. */
final class ServiceByHand implements AutoCloseable {
    /** What happens on each connection, which is closed after it. */
    interface Behaviour {
        void on(Connection connection) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Behaviour behaviour;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private ServiceByHand(ServerSocket server, Behaviour behaviour) {
        this.server = server;
        this.behaviour = behaviour;
    }

    static ServiceByHand start(int port, Behaviour behaviour) throws IOException {
        ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        ServiceByHand service = new ServiceByHand(server, behaviour);
        service.threads.execute(service::acceptAll);
        return service;
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                // Closed, at the end of the test.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            behaviour.on(new Connection(socket));
        } catch (IOException | InterruptedException e) {
            // The other side has closed it, or the test is over.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    /** A connection from the front door. */
    record Connection(Socket socket) {
        /** The request line and the headers of the next request, or empty at the end. */
        String readHead() throws IOException {
            StringBuilder head = new StringBuilder();
            InputStream in = socket.getInputStream();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return "";
                }
                head.append((char) next);
            }
            return head.toString();
        }

        String readToTheEnd() throws IOException {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }

        void readBody(int length) throws IOException {
            socket.getInputStream().skipNBytes(length);
        }

        void say(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
