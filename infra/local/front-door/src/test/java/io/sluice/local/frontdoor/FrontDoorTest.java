package io.sluice.local.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.local.servers.Ports;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FrontDoorTest {
    private static final String READINGS = "/api/v1/readings";
    private static final String SERVICE_IS_DOWN =
            """
            {"type":"urn:sluice:problem:service_unavailable","title":"Service unavailable",\
            "status":503,"detail":"ingestion-service does not answer; try again",\
            "instance":"/api/v1/readings","code":"service_unavailable","blame":"upstream"}\
            """;

    private final List<Integer> ports = Stream.generate(Ports::free).distinct().limit(3).toList();
    private final int servicePort = ports.getFirst();
    private RunningFrontDoor frontDoor;

    @BeforeEach
    void start() throws Exception {
        frontDoor =
                RunningFrontDoor.start(
                        ports.get(2), Map.of("ingestion", servicePort, "query", ports.get(1)));
    }

    @AfterEach
    void stop() {
        frontDoor.close();
    }

    @Test
    void pathOfNobodyIsAProblem() throws Exception {
        HttpResponse<String> response = frontDoor.get("/api/v1/nothing%20here?x=1");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
        assertThat(response.body())
                .isEqualTo(
                        """
                        {"type":"urn:sluice:problem:not_found","title":"Not found","status":404,\
                        "detail":"no service has this path; the API documents are at /docs/",\
                        "instance":"/api/v1/nothing%20here","code":"not_found","blame":"client"}\
                        """);
    }

    @Test
    void clientsOfTheLabFindTheMessageWhereTheyLookForIt() throws Exception {
        assertThat(frontDoor.get("/api/reading").body())
                .endsWith(
                        """
                        "blame":"upstream","error":"ingestion-service does not answer; try again"}\
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/devices/a%2Fb,     400, Ambiguous URI path separator",
        "/api/v1/devices/a%25b,     400, Ambiguous URI path encoding",
        "/api/v1/devices/a%0Ab,     400, Suspicious Path Character",
        "/api/v1/devices/%FF,       400, Bad UTF-8 encoding",
        "/api/v1/devices/%zz,       400, Bad Request",
        "/api/v1/../../../x,        400, Bad Request",
        "/api/v1/devices//x,        400, Ambiguous URI empty segment",
        "/api/v1/devices/a|b,       400, Illegal Path Character",
        "/api/v1/devices?code=a|b,  400, Illegal character in the query",
        "/api/v1/devices?code=%zz,  400, Illegal character in the query",
    })
    void targetThatIsNoneIsAProblemOfTheClient(String target, int status, String message)
            throws Exception {
        String answer = frontDoor.say("GET " + target + " HTTP/1.0\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("Content-Type: application/problem+json")
                .contains("\"detail\":\"the request can't be read: " + message + "\"")
                .endsWith("\"code\":\"invalid_parameter\",\"blame\":\"client\"}");
    }

    @Test
    void problemIsJsonWhateverThePathHolds() throws Exception {
        assertThat(frontDoor.say("GET /a\"b\\c HTTP/1.0\r\n\r\n"))
                .contains("\"instance\":\"/a\\u0022b\\u005cc\"");
    }

    @Test
    void serviceThatIsDownIsAProblemToTryAgain() throws Exception {
        assertThatServiceIsDown(frontDoor.get(READINGS));
    }

    @Test
    void bodyForAServiceThatIsDownIsAProblemToTryAgain() throws Exception {
        assertThatServiceIsDown(
                frontDoor.send(
                        frontDoor
                                .request(READINGS)
                                .POST(BodyPublishers.ofByteArray(new byte[10_000_000]))));
    }

    @Test
    void bodyForNobodyIsAProblem() throws Exception {
        HttpResponse<String> response =
                frontDoor.send(
                        frontDoor
                                .request("/api/v2/readings")
                                .POST(BodyPublishers.ofByteArray(new byte[10_000_000])));

        assertThat(response.statusCode()).isEqualTo(404);
    }

    @Test
    void bodyForAServiceThatClosesTheConnectionIsAProblemToTryAgain() throws Exception {
        try (ServiceByHand _ =
                ServiceByHand.start(
                        servicePort,
                        connection -> {
                            connection.readHead();
                            connection.readBody(1_000_000);
                        })) {
            assertThatServiceIsDown(
                    frontDoor.send(
                            frontDoor
                                    .request(READINGS)
                                    .POST(BodyPublishers.ofByteArray(new byte[10_000_000]))));
        }
    }

    @Test
    void serviceThatComesBackIsReached() throws Exception {
        try (StandInService _ = StandInService.start("before", servicePort)) {
            assertThat(frontDoor.get(READINGS).body()).isEqualTo("before");
        }
        assertThat(frontDoor.get(READINGS).statusCode()).isEqualTo(503);
        try (StandInService _ = StandInService.start("after", servicePort)) {
            await().untilAsserted(
                            () -> assertThat(frontDoor.get(READINGS).body()).isEqualTo("after"));
        }
    }

    @Test
    void oneServiceIsReachedWhileTheOtherIsDown() throws Exception {
        try (StandInService _ = StandInService.start("ingestion", servicePort)) {
            assertThat(frontDoor.get("/api/v1/source-streams").statusCode()).isEqualTo(503);
            assertThat(frontDoor.get(READINGS).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Le", "no HTTP at all\r\n\r\n"})
    void answerThatEndsBeforeItsBodyIsAProblemToTryAgain(String answer) throws Exception {
        try (ServiceByHand _ = serviceThatSays(answer)) {
            assertThatServiceIsDown(frontDoor.get(READINGS));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 100\r\n\r\nhalf",
                "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
                "Transfer-Encoding: chunked\r\n\r\n8\r\nhalf",
            })
    void answerThatEndsInTheMiddleIsNotTakenForAWholeOne(String answer) throws Exception {
        try (ServiceByHand _ = serviceThatSays("HTTP/1.1 200 OK\r\n" + answer)) {
            assertThatThrownBy(() -> frontDoor.get(READINGS)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void programSaysWhenItIsReady(@TempDir Path directory) throws Exception {
        int port = Ports.free();
        Process program =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                FrontDoor.class.getName(),
                                directory.resolve("new").toString(),
                                "127.0.0.1",
                                Integer.toString(port),
                                "ingestion=http://127.0.0.1:" + servicePort,
                                "query=http://127.0.0.1:" + servicePort)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            Path ready = directory.resolve("new").resolve("ready");
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() ->
                            Files.exists(ready)
                                    && Files.readString(ready)
                                            .equals(Long.toString(program.pid())));
            assertThat(Ports.isFree(port)).isFalse();
        } finally {
            program.destroy();
            program.waitFor();
        }
        assertThat(Ports.isFree(port)).isTrue();
    }

    private static void assertThatServiceIsDown(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        assertThat(response.body()).isEqualTo(SERVICE_IS_DOWN);
    }

    private ServiceByHand serviceThatSays(String answer) throws IOException {
        return ServiceByHand.start(
                servicePort,
                connection -> {
                    connection.readHead();
                    connection.say(answer);
                });
    }
}
