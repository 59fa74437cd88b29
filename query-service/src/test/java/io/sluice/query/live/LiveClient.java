package io.sluice.query.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Listens to a live session over a socket of its own, at once or when it is told to. */
final class LiveClient implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Socket socket = new Socket();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch reading;
    private volatile boolean atEnd;

    /** What came. */
    record Event(String name, JsonNode data) {
        String series() {
            return data.path("series").asString("");
        }

        String start() {
            return data.path("start").asString("");
        }
    }

    /** By HTTP 1.0: the answer comes without chunks, and ends with the connection. */
    private LiveClient(int port, String query, boolean atOnce) throws IOException {
        reading = new CountDownLatch(atOnce ? 0 : 1);
        socket.setReceiveBufferSize(4 * 1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream()
                .write(
                        ("GET /api/v1/live?" + query + " HTTP/1.0\r\nHost: sluice\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        Thread.ofVirtual().start(this::read);
    }

    static LiveClient at(int port, String query) throws IOException {
        return new LiveClient(port, query, true);
    }

    /** One that does not read before {@link #beginToRead} is called. */
    static LiveClient slow(int port, String query) throws IOException {
        return new LiveClient(port, query, false);
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
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(name, MAPPER.readTree(line.substring("data: ".length()))));
                }
            }
        } catch (IOException _) {
            // It was closed.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        atEnd = true;
    }

    boolean isAtEnd() {
        return atEnd;
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    List<Event> sessions() {
        return events().stream().filter(event -> event.name().equals("session")).toList();
    }

    String id() {
        return sessions().getFirst().data().path("session").asString();
    }

    /** The columns of a series as last said, after the last change of the session. */
    Map<String, Event> columns(String series) {
        Map<String, Event> columns = new TreeMap<>();
        for (Event event : events()) {
            if (event.name().equals("session")) {
                columns.clear();
            } else if (event.series().equals(series)) {
                columns.put(event.start(), event);
            }
        }
        return columns;
    }

    /** The name of the event by which a column was last said. */
    String lastSaid(String series, Instant start) {
        Event event = columns(series).get(start.toString());
        return event == null ? "" : event.name();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
