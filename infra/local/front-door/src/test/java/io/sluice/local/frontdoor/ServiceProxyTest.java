package io.sluice.local.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.frontdoor.StandInService.Received;
import io.sluice.local.servers.Ports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ServiceProxyTest {
    private static final String READINGS = "/api/v1/readings";
    private static final String CHUNKED = "Transfer-Encoding: chunked";
    private static final int MEBIBYTE = 1024 * 1024;

    private StandInService ingestion;
    private StandInService query;
    private RunningFrontDoor frontDoor;

    @BeforeEach
    void start() throws Exception {
        ingestion = StandInService.start("ingestion", Ports.free());
        query = StandInService.start("query", Ports.free());
        frontDoor =
                RunningFrontDoor.start(
                        Ports.free(), Map.of("ingestion", ingestion.port(), "query", query.port()));
    }

    @AfterEach
    void stop() {
        frontDoor.close();
        query.close();
        ingestion.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/devices/x,         ingestion",
        "/api/v1/devices/x/series,  query",
        "/api/readings/batch,       ingestion",
        "/api/readings/7,           query",
    })
    void requestGoesToTheServiceOfItsPath(String path, String service) throws Exception {
        assertThat(frontDoor.get(path).body()).isEqualTo(service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void methodIsKept(String method) throws Exception {
        frontDoor.send(frontDoor.request(READINGS).method(method, BodyPublishers.noBody()));

        assertThat(ingestion.received().method()).isEqualTo(method);
    }

    @Test
    void queryIsKept() throws Exception {
        String target = "/api/v1/devices/x/series/t/points?from=a%26b&to=%2B1&empty=&flag&x=1&x=2";

        frontDoor.get(target);

        assertThat(query.received().target()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%20b", "%C3%A4", "a+b", "a%2Bb", "%3F%23", "a;b=c", "a:b@c", "'!*"})
    void escapedDeviceArrivesAsItWasSent(String device) throws Exception {
        String target = "/api/v1/devices/" + device + "/series/t";

        frontDoor.get(target);

        assertThat(query.received().target()).isEqualTo(target);
    }

    @Test
    void headersOfTheRequestAreKept() throws Exception {
        frontDoor.send(
                frontDoor
                        .request(READINGS)
                        .header("Idempotency-Key", "gateway-7/000123")
                        .header("Content-Type", "application/senml+json")
                        .header("Accept", "application/json")
                        .header("User-Agent", "gateway")
                        .header("X-Many", "1")
                        .header("X-Many", "2")
                        .POST(BodyPublishers.ofString("[]")));

        Received received = ingestion.received();
        assertThat(received.header("Idempotency-Key")).contains("gateway-7/000123");
        assertThat(received.header("Content-Type")).contains("application/senml+json");
        assertThat(received.header("Accept")).contains("application/json");
        assertThat(received.headers().get("User-Agent")).containsExactly("gateway");
        assertThat(received.headers().get("X-Many")).containsExactly("1", "2");
    }

    @Test
    void bodyOfTenMebibytesArrives() throws Exception {
        byte[] body = random(10 * MEBIBYTE);

        frontDoor.send(frontDoor.request(READINGS).POST(BodyPublishers.ofByteArray(body)));

        Received received = ingestion.received();
        assertThat(received.body()).isEqualTo(body);
        assertThat(received.header("Content-Length")).contains(Integer.toString(body.length));
    }

    @Test
    void bodyOfUnknownLengthArrives() throws Exception {
        byte[] body = random(10 * MEBIBYTE);

        frontDoor.send(
                frontDoor
                        .request(READINGS)
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        assertThat(ingestion.received().body()).isEqualTo(body);
    }

    @Test
    void bodyIsSentAfterTheServiceAsksForIt() throws Exception {
        byte[] body = random(MEBIBYTE);

        HttpResponse<String> response =
                frontDoor.send(
                        frontDoor
                                .request(READINGS)
                                .expectContinue(true)
                                .POST(BodyPublishers.ofByteArray(body)));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(ingestion.received().body()).isEqualTo(body);
    }

    @Test
    void serviceReadsWhileTheClientIsStillSending() throws Exception {
        CountDownLatch firstPartHasArrived = new CountDownLatch(1);
        CompletableFuture<Integer> length = new CompletableFuture<>();
        ingestion.handleWith(exchange -> {
            try (exchange) {
                InputStream body = exchange.getRequestBody();
                int first = body.readNBytes(MEBIBYTE).length;
                firstPartHasArrived.countDown();
                length.complete(first + body.readAllBytes().length);
                exchange.sendResponseHeaders(204, -1);
            }
        });
        PipedOutputStream sending = new PipedOutputStream();
        PipedInputStream sent = new PipedInputStream(sending, MEBIBYTE);
        try (ExecutorService client = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> response =
                    client.submit(() ->
                            frontDoor.send(
                                    frontDoor
                                            .request(READINGS)
                                            .POST(BodyPublishers.ofInputStream(() -> sent))));

            try (sending) {
                // More than the service waits for: some of it stays in buffers on the way.
                sending.write(random(2 * MEBIBYTE));
                firstPartHasArrived.await();
                sending.write(random(MEBIBYTE));
            }

            assertThat(response.get().statusCode()).isEqualTo(204);
            assertThat(length.get()).isEqualTo(3 * MEBIBYTE);
        }
    }

    @Test
    void clientReadsWhileTheServiceIsStillAnswering() throws Exception {
        CountDownLatch firstPartHasArrived = new CountDownLatch(1);
        query.handleWith(exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write("first".getBytes(StandardCharsets.US_ASCII));
                exchange.getResponseBody().flush();
                firstPartHasArrived.await();
                exchange.getResponseBody().write("last".getBytes(StandardCharsets.US_ASCII));
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });

        HttpResponse<InputStream> response =
                frontDoor.send(
                        frontDoor.request("/api/v1/source-streams"), BodyHandlers.ofInputStream());

        try (InputStream body = response.body()) {
            assertThat(body.readNBytes(5)).asString().isEqualTo("first");
            firstPartHasArrived.countDown();
            assertThat(body.readAllBytes()).asString().isEqualTo("last");
        }
    }

    @Test
    void encodedBodyArrivesEncoded() throws Exception {
        byte[] body = gzip("[]");

        frontDoor.send(
                frontDoor
                        .request(READINGS)
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(body)));

        Received received = ingestion.received();
        assertThat(received.header("Content-Encoding")).contains("gzip");
        assertThat(received.body()).isEqualTo(body);
    }

    @Test
    void encodedAnswerComesBackEncoded() throws Exception {
        byte[] body = gzip("{}");
        query.handleWith(exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });

        HttpResponse<byte[]> response =
                frontDoor.send(
                        frontDoor.request("/api/stats/7").header("Accept-Encoding", "gzip"),
                        BodyHandlers.ofByteArray());

        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(response.body()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 304, 400, 404, 409, 413, 429, 500, 503})
    void statusAndHeadersOfTheAnswerAreKept(int status) throws Exception {
        ingestion.handleWith(exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().set("Retry-After", "17");
                exchange.getResponseHeaders().set("Location", "/api/v1/devices/x");
                exchange.sendResponseHeaders(status, -1);
            }
        });

        HttpResponse<String> response =
                frontDoor.send(frontDoor.request(READINGS).POST(BodyPublishers.ofString("[]")));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().allValues("Retry-After")).containsExactly("17");
        assertThat(response.headers().allValues("Location")).containsExactly("/api/v1/devices/x");
        assertThat(response.headers().allValues("Date")).hasSize(1);
    }

    @Test
    void problemOfTheServiceIsKept() throws Exception {
        byte[] problem = "{\"code\":\"overloaded\"}".getBytes(StandardCharsets.UTF_8);
        ingestion.handleWith(exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
                exchange.sendResponseHeaders(503, problem.length);
                exchange.getResponseBody().write(problem);
            }
        });

        HttpResponse<String> response =
                frontDoor.send(frontDoor.request(READINGS).POST(BodyPublishers.ofString("[]")));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(response.body()).isEqualTo("{\"code\":\"overloaded\"}");
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void refusalBeforeTheBodyIsReadComesBack() throws Exception {
        byte[] body = random(20 * MEBIBYTE);
        ingestion.close();
        try (ServiceByHand _ =
                ServiceByHand.start(
                        ingestion.port(),
                        connection -> {
                            connection.readHead();
                            connection.say("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
                            connection.readBody(body.length);
                        })) {
            HttpResponse<String> response =
                    frontDoor.send(
                            frontDoor.request(READINGS).POST(BodyPublishers.ofByteArray(body)));

            assertThat(response.statusCode()).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100\r\n\r\nhalf", CHUNKED + "\r\n\r\n4\r\nhalf\r\n"})
    void bodyThatBreaksOffIsNotTakenForAWholeOne(String start) throws Exception {
        CompletableFuture<String> end = new CompletableFuture<>();
        ingestion.close();
        try (ServiceByHand _ =
                ServiceByHand.start(
                        ingestion.port(),
                        connection -> {
                            connection.readHead();
                            end.complete(connection.readToTheEnd());
                        })) {
            frontDoor.sayAndLeave("POST " + READINGS + " HTTP/1.1\r\nHost: x\r\n" + start);

            assertThat(end.get()).hasSizeLessThan(100).doesNotEndWith("0\r\n\r\n");
        }
    }

    /**
     * The service answers one request at once and the other when it sees that the connection of the
     * first, no longer in use, has been closed.
     */
    @Test
    void connectionIsClosedWhenUnusedAndNotWhileTheServiceWorks() throws Exception {
        int port = Ports.free();
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone";
        CountDownLatch slowHasArrived = new CountDownLatch(1);
        CountDownLatch unusedIsClosed = new CountDownLatch(1);
        Map<String, URI> services = Map.of("query", RunningFrontDoor.address(port));
        try (ServiceByHand _ =
                        ServiceByHand.start(
                                port,
                                connection -> {
                                    if (connection.readHead().contains("slow")) {
                                        slowHasArrived.countDown();
                                        unusedIsClosed.await();
                                        connection.say(answer);
                                    } else {
                                        slowHasArrived.await();
                                        connection.say(answer);
                                        connection.readHead();
                                        unusedIsClosed.countDown();
                                    }
                                });
                RunningFrontDoor impatient =
                        RunningFrontDoor.startOnly(
                                new ServiceProxy(Route.all(), services, Duration.ofMillis(100)),
                                Ports.free());
                ExecutorService client = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> slow =
                    client.submit(() -> impatient.get("/api/stats/slow"));
            Future<HttpResponse<String>> quick =
                    client.submit(() -> impatient.get("/api/stats/quick"));

            assertThat(quick.get().body()).isEqualTo("done");
            assertThat(slow.get().body()).isEqualTo("done");
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
