package io.sluice.local.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.frontdoor.StandInService.Received;
import io.sluice.local.servers.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What nodes and coordinator-service say to each other: long polls, and artifacts in parts. */
@Timeout(60)
class NodeTrafficTest {
    private static final String CONTENT = "/api/v1/models/m/versions/1.0/content";
    private static final String LEASES = "/api/v1/nodes/n1/leases";
    private static final int PART = 8 * 1024 * 1024;

    private int door;
    private StandInService coordinator;
    private RunningFrontDoor frontDoor;

    @BeforeEach
    void start() throws Exception {
        door = Ports.free();
        coordinator = StandInService.start("coordinator", Ports.free());
        frontDoor = RunningFrontDoor.start(door, Map.of("coordinator", coordinator.port()));
    }

    @AfterEach
    void stop() {
        frontDoor.close();
        coordinator.close();
    }

    /** The poll is older than a connection that is closed for want of use, and is answered. */
    @Test
    void pollMayWaitLongerThanAnUnusedConnectionIsKept() throws Exception {
        frontDoor.closeUnusedAfter(Duration.ofMillis(100));
        CountDownLatch pollHasArrived = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        coordinator.handleWith(exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                pollHasArrived.countDown();
                answer.await();
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write("{}".getBytes(StandardCharsets.US_ASCII));
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        try (ExecutorService client = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> poll =
                    client.submit(() ->
                            frontDoor.send(
                                    frontDoor
                                            .request(LEASES + "?max=8&wait=PT60S")
                                            .POST(BodyPublishers.noBody())));
            pollHasArrived.await();
            try (Socket unused = new Socket(InetAddress.getLoopbackAddress(), door)) {
                assertThat(unused.getInputStream().read()).isEqualTo(-1);
            }
            answer.countDown();

            assertThat(poll.get().statusCode()).isEqualTo(200);
            assertThat(poll.get().body()).isEqualTo("{}");
        }
    }

    @Test
    void partOfAnArtifactArrivesWithItsOffset() throws Exception {
        byte[] part = new byte[PART];
        new Random(8).nextBytes(part);

        frontDoor.send(
                frontDoor
                        .request(CONTENT)
                        .header("Upload-Offset", "8388608")
                        .header("Content-Type", "application/offset+octet-stream")
                        .method("PATCH", BodyPublishers.ofByteArray(part)));

        Received received = coordinator.received();
        assertThat(received.method()).isEqualTo("PATCH");
        assertThat(received.body()).isEqualTo(part);
        assertThat(received.header("Content-Length")).contains(Integer.toString(PART));
        assertThat(received.header("Upload-Offset")).contains("8388608");
    }

    @Test
    void offsetComesBackWithoutABody() throws Exception {
        coordinator.handleWith(exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().set("Upload-Offset", "16777216");
                exchange.sendResponseHeaders(204, -1);
            }
        });

        HttpResponse<String> response =
                frontDoor.send(frontDoor.request(CONTENT).method("PATCH", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(header(response, "Upload-Offset")).contains("16777216");
    }

    @Test
    void headTellsTheSizeOfWhatItDoesNotBring() throws Exception {
        coordinator.handleWith(exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Upload-Offset", "512");
                exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
                exchange.getResponseHeaders().set("Content-Length", "123456789");
                exchange.sendResponseHeaders(200, -1);
            }
        });

        HttpResponse<String> response = frontDoor.send(frontDoor.request(CONTENT).HEAD());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Upload-Offset")).contains("512");
        assertThat(header(response, "Accept-Ranges")).contains("bytes");
        assertThat(header(response, "Content-Length")).contains("123456789");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void rangeOfAnArtifactComesBackAsOne() throws Exception {
        byte[] range = new byte[PART];
        new Random(9).nextBytes(range);
        coordinator.handleWith(exchange -> {
            try (exchange) {
                exchange.getResponseHeaders()
                        .set(
                                "Content-Range",
                                exchange.getRequestHeaders().getFirst("Range") + "/*");
                exchange.getResponseHeaders().set("ETag", "\"sha\"");
                exchange.sendResponseHeaders(206, range.length);
                exchange.getResponseBody().write(range);
            }
        });

        HttpResponse<byte[]> response =
                frontDoor.send(
                        frontDoor.request(CONTENT).header("Range", "bytes=5-8388612"),
                        BodyHandlers.ofByteArray());

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(header(response, "Content-Range")).contains("bytes=5-8388612/*");
        assertThat(header(response, "Content-Length")).contains(Integer.toString(PART));
        assertThat(header(response, "ETag")).contains("\"sha\"");
        assertThat(response.body()).isEqualTo(range);
    }

    @Test
    void artifactThatIsHeldAlreadyIsNotBroughtAgain() throws Exception {
        coordinator.handleWith(exchange -> {
            try (exchange) {
                exchange.getResponseHeaders()
                        .set("ETag", exchange.getRequestHeaders().getFirst("If-None-Match"));
                exchange.sendResponseHeaders(304, -1);
            }
        });

        HttpResponse<String> response =
                frontDoor.send(frontDoor.request(CONTENT).header("If-None-Match", "\"sha\""));

        assertThat(response.statusCode()).isEqualTo(304);
        assertThat(header(response, "ETag")).contains("\"sha\"");
    }

    @Test
    void streamOfResultsGoesOnWhereItBroke() throws Exception {
        frontDoor.send(
                frontDoor
                        .request("/api/v1/results/live?model=m")
                        .header("Accept", "text/event-stream")
                        .header("Last-Event-ID", "3-17"));

        Received received = coordinator.received();
        assertThat(received.target()).isEqualTo("/api/v1/results/live?model=m");
        assertThat(received.header("Last-Event-ID")).contains("3-17");
        assertThat(received.header("Accept")).contains("text/event-stream");
    }

    private static Optional<String> header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name);
    }
}
