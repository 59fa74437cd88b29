package io.sluice.coordinator.result;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Listens to a live stream over a socket of its own, at once or when it is told to. */
final class EventClient implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Socket socket = new Socket();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();
    private final CountDownLatch reading;
    private volatile String lastId = "";
    private volatile boolean atEnd;

    /** What came. */
    record Event(String name, String id, JsonNode data) {
        String task() {
            return data.path("task_id").asString("");
        }
    }

    /** By HTTP 1.0: the answer comes without chunks, and ends with the connection. */
    private EventClient(int port, String query, String lastEventId, boolean atOnce)
            throws IOException {
        reading = new CountDownLatch(atOnce ? 0 : 1);
        socket.setReceiveBufferSize(4 * 1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String header = lastEventId.isEmpty() ? "" : "Last-Event-ID: " + lastEventId + "\r\n";
        socket.getOutputStream()
                .write(
                        ("GET /api/v1/results/live?"
                                        + query
                                        + " HTTP/1.0\r\nHost: sluice\r\n"
                                        + header
                                        + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        Thread.ofVirtual().start(this::read);
    }

    static EventClient at(int port, String query) throws IOException {
        return new EventClient(port, query, "", true);
    }

    static EventClient after(int port, String query, String lastEventId) throws IOException {
        return new EventClient(port, query, lastEventId, true);
    }

    /** One that does not read before {@link #beginToRead} is called. */
    static EventClient slow(int port, String query, String lastEventId) throws IOException {
        return new EventClient(port, query, lastEventId, false);
    }

    void beginToRead() {
        reading.countDown();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            reading.await();
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    lastId = line.substring("id: ".length());
                } else if (line.startsWith(": ")) {
                    comments.add(line.substring(": ".length()));
                } else if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    JsonNode data = MAPPER.readTree(line.substring("data: ".length()));
                    events.add(new Event(name, lastId, data));
                }
            }
        } catch (IOException _) {
            // It was closed.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        atEnd = true;
    }

    /** Whether the answer has begun: what comes into the topic from now on is sent. */
    boolean isOpen() {
        return comments.contains("results");
    }

    boolean isAtEnd() {
        return atEnd;
    }

    String lastId() {
        return lastId;
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    List<String> comments() {
        return List.copyOf(comments);
    }

    List<String> tasks() {
        return events().stream().map(Event::task).toList();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
