package io.sluice.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.local.servers.Ports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(60)
class ReplayCommandTest {
    private static final String ALL_WENT_WELL =
            """
            {"matched":12,"accepted":24,"rejected":0,"skipped":0}\
            """;

    private final int port = Ports.free();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private HttpServer frontDoor;
    private int status = 200;
    private String answer = ALL_WENT_WELL;

    /** Come before the one above. */
    private final Queue<String> answers = new ArrayDeque<>();

    private @Nullable Exception failure;

    @BeforeEach
    void start() throws IOException {
        frontDoor =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        frontDoor.createContext("/", this::handle);
        frontDoor.start();
    }

    @AfterEach
    void stop() {
        frontDoor.stop(0);
    }

    @Test
    void withoutOptionsEverythingIsReplayed() {
        assertThat(replay()).isZero();

        assertThat(requests).containsExactly("POST /api/v1/rejections/replay application/json {}");
        assertThat(failure).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--code=unknown_device                   | {'code':'unknown_device'}",
                "--device sensor_room1                   | {'device':'sensor_room1'}",
                "--limit 5                               | {'limit':5}",
                "--code a --device b:1 --limit 1000000   |"
                        + " {'code':'a','device':'b:1','limit':1000000}",
                "--device \"                             | {'device':'\\\"'}",
            })
    void optionsSayWhich(String options, String body) {
        assertThat(replay(options.split(" +", -1))).isZero();

        assertThat(requests)
                .containsExactly(
                        "POST /api/v1/rejections/replay application/json "
                                + body.replace('\'', '"'));
    }

    @Test
    void outcomeIsPrinted() {
        answer = "{\"matched\":12,\"accepted\":2400,\"rejected\":1,\"skipped\":3}";

        assertThat(replay()).isZero();

        assertThat(output())
                .isEqualTo(
                        """
                        matched           12 rejections
                        accepted        2400 readings
                        rejected           1 readings, as before
                        skipped            3 rejections that are cut, or are no readings
                        """);
    }

    @Test
    void limitThatWasReachedIsToldWithWhereToGoOn() {
        answer = ALL_WENT_WELL.replace("}", ",\"next\":\"0-17\"}");

        assertThat(replay("--limit", "12", "--after", "0-5")).isZero();

        assertThat(requests)
                .containsExactly(
                        "POST /api/v1/rejections/replay application/json"
                                + " {\"limit\":12,\"after\":\"0-5\"}");
        assertThat(output()).contains("Go on with --after 0-17");
    }

    @Test
    void withoutALimitItGoesOnToTheEnd() {
        answers.add(ALL_WENT_WELL.replace("}", ",\"next\":\"0-17\"}"));

        assertThat(replay()).isZero();

        assertThat(requests)
                .containsExactly(
                        "POST /api/v1/rejections/replay application/json {}",
                        "POST /api/v1/rejections/replay application/json {\"after\":\"0-17\"}");
        assertThat(output()).contains("matched           24 rejections").doesNotContain("--after");
    }

    @Test
    void memberThatIsNewDoesNoHarm() {
        answer = ALL_WENT_WELL.replace("}", ",\"new\":[1]}");

        assertThat(replay()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | limit 0 is not in 1 to 1000000",
                "503 | ingestion-service does not answer; try again"
            })
    void problemIsToldInItsOwnWords(int problemStatus, String detail) {
        status = problemStatus;
        answer = "{\"status\":%d,\"detail\":\"%s\",\"code\":\"x\"}".formatted(status, detail);

        assertThat(replay("--limit", "0")).isEqualTo(1);

        assertThat(failure).isInstanceOf(UserError.class).hasMessage(detail);
        assertThat(output()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | <html>It works!</html>",
                "200 | {}",
                "200 | ''",
                "404 | <html>Not Found</html>",
                "404 | {\"error\": \"Not Found\"}",
                "401 | ''",
            })
    void answerOfAnotherProgramIsRecognised(int otherStatus, String otherAnswer) {
        status = otherStatus;
        answer = otherAnswer;

        assertThat(replay()).isEqualTo(1);

        assertThat(failure)
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("http://127.0.0.1:" + port)
                .hasMessageContaining("answered " + status + ", but not as Sluice does");
    }

    @Test
    void platformThatIsDownIsToldWithWhatToDo() {
        frontDoor.stop(0);

        assertThat(replay()).isEqualTo(1);

        assertThat(failure)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("nothing answers at http://127.0.0.1:" + port)
                .hasMessageContaining("./sluice up")
                .hasMessageContaining("SLUICE_FRONT_DOOR_PORT");
    }

    @Test
    void connectionThatBreaksOffIsTold() {
        status = 0;

        assertThat(replay()).isEqualTo(1);

        assertThat(failure).isInstanceOf(UserError.class).hasMessageContaining("gave no answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--limit=many", "--limit", "--unknown", "word"})
    void wrongOptionsAreNotSent(String option) {
        assertThat(replay(option)).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(requests).isEmpty();
    }

    @Test
    void commandIsAmongThoseOfSluice() {
        assertThat(Sluice.commandLine().getSubcommands()).containsKey("replay");
    }

    private int replay(String... arguments) {
        Settings settings = new Settings(Map.of("SLUICE_FRONT_DOOR_PORT", Integer.toString(port)));
        CommandLine command =
                new CommandLine(
                        new ReplayCommand(
                                settings, new PrintStream(printed, true, StandardCharsets.UTF_8)));
        command.setExecutionExceptionHandler((thrown, _, _) -> {
            failure = thrown;
            return 1;
        });
        return command.execute(arguments);
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(
                    exchange.getRequestMethod()
                            + " "
                            + exchange.getRequestURI()
                            + " "
                            + exchange.getRequestHeaders().getFirst("Content-Type")
                            + " "
                            + body);
            if (status == 0) {
                return;
            }
            String now = Objects.requireNonNullElse(answers.poll(), answer);
            byte[] bytes = now.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
