package io.sluice.local.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.servers.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of unknown length, such as server-sent events, and how they end. */
@Timeout(60)
class StreamedAnswerTest {
    private static final String LIVE = "GET /api/v1/live HTTP/1.1\r\nHost: x\r\n";
    private static final String HEAD =
            String.join(
                    "\r\n",
                    "HTTP/1.1 200 OK",
                    "Content-Type: text/event-stream",
                    "Transfer-Encoding: chunked",
                    "",
                    "");
    private static final String LAST_CHUNK = "\r\n0\r\n";

    private int door;
    private int queryPort;
    private RunningFrontDoor frontDoor;

    @BeforeEach
    void start() throws Exception {
        door = Ports.free();
        queryPort = Ports.free();
        frontDoor = RunningFrontDoor.start(door, Map.of("query", queryPort));
    }

    @AfterEach
    void stop() {
        frontDoor.close();
    }

    /** The service says an event only when the one before has arrived. */
    @Test
    void eventArrivesBeforeTheNextIsWritten() throws Exception {
        SynchronousQueue<String> arrived = new SynchronousQueue<>();
        try (ServiceByHand _ =
                        ServiceByHand.start(
                                queryPort,
                                connection -> {
                                    connection.readHead();
                                    connection.say(HEAD);
                                    for (int i = 0; i < 5; i++) {
                                        connection.say(chunk("event: " + i + "\n\n"));
                                        assertThat(arrived.take()).isEqualTo("event: " + i);
                                    }
                                    connection.say("0\r\n\r\n");
                                });
                Socket client = ask();
                BufferedReader lines = lines(client)) {
            for (int i = 0; i < 5; i++) {
                arrived.put(lineThatStartsWith("event: ", lines));
            }
            assertThat(lineThatStartsWith("0", lines)).isEqualTo("0");
        }
    }

    @Test
    void streamEndsAtTheServiceWhenTheClientHasGone() throws Exception {
        CountDownLatch serviceHasNoticed = new CountDownLatch(1);
        CountDownLatch clientIsGone = new CountDownLatch(1);
        try (ServiceByHand _ =
                ServiceByHand.start(
                        queryPort,
                        connection -> {
                            connection.readHead();
                            connection.say(HEAD + chunk("event: 0\n\n"));
                            clientIsGone.await();
                            try {
                                // The first is written to nobody, and a later one fails.
                                while (true) {
                                    connection.say(chunk(": heartbeat\n\n"));
                                }
                            } catch (IOException e) {
                                serviceHasNoticed.countDown();
                            }
                        })) {
            try (Socket client = ask();
                    BufferedReader lines = lines(client)) {
                assertThat(lineThatStartsWith("event: ", lines)).isEqualTo("event: 0");
            }
            clientIsGone.countDown();

            serviceHasNoticed.await();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nwhole one\n\r\n", "a\r\nhalf", "a"})
    void answerThatTheServiceBreaksOffIsBrokenOff(String rest) throws Exception {
        try (ServiceByHand _ =
                ServiceByHand.start(
                        queryPort,
                        connection -> {
                            connection.readHead();
                            connection.say(HEAD + chunk("event: 0\n\n") + rest);
                        })) {
            String answer = frontDoor.say(LIVE + "\r\n");

            assertThat(answer)
                    .startsWith("HTTP/1.1 200")
                    .contains("event: 0\n")
                    .doesNotContain(LAST_CHUNK)
                    .doesNotContain("service_unavailable");
        }
    }

    @Test
    void whatComesAfterTheRowsIsKept() throws Exception {
        try (ServiceByHand _ =
                ServiceByHand.start(
                        queryPort,
                        connection -> {
                            connection.readHead();
                            connection.say(
                                    HEAD
                                            + chunk("row\n")
                                            + "0\r\n"
                                            + "Sluice-Rows-Read: 1\r\n"
                                            + "Sluice-Cut: false\r\n\r\n");
                        })) {
            String answer = frontDoor.say(LIVE + "Connection: close\r\n\r\n");

            assertThat(answer)
                    .endsWith(LAST_CHUNK + "Sluice-Rows-Read: 1\r\nSluice-Cut: false\r\n\r\n");
        }
    }

    private Socket ask() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), door);
        client.getOutputStream().write((LIVE + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static BufferedReader lines(Socket client) throws IOException {
        return new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    }

    private static String lineThatStartsWith(String start, BufferedReader lines)
            throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith(start)) {
            line = lines.readLine();
        }
        return String.valueOf(line);
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }
}
