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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
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
class RestoreCommandTest {
    private static final String ARCHIVES = "/api/v1/retention/archives";
    private static final String ALL = "GET " + ARCHIVES + "?limit=10000";
    private static final Answer BUSY =
            problem(409, "retention_busy", "a run of the retention or a restore is under way");
    private static final Answer DAMAGED =
            problem(502, "archive_damaged", "archive 3 file:///a/3.parquet is not there");
    private static final Answer UNKNOWN = problem(404, "unknown_archive", "there is no archive");
    private static final Answer UNAVAILABLE =
            problem(503, "service_unavailable", "query-service does not answer; try again");

    private final int port = Ports.free();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    /** For each path; the last one for ever. */
    private final Map<String, Queue<Answer>> answers = new HashMap<>();

    private HttpServer frontDoor;
    private @Nullable Exception failure;

    /** With status 0 the connection breaks off. */
    private record Answer(int status, String body) {}

    @BeforeEach
    void start() throws IOException {
        frontDoor =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        frontDoor.createContext("/", this::handle);
        frontDoor.start();
        catalogue(archive(2, 8), archive(3, 9), archive(7, 9));
    }

    @AfterEach
    void stop() {
        frontDoor.stop(0);
    }

    @Test
    void archiveIsShownAndPutBack() {
        whenRestoring(7, restored(7, 100));

        assertThat(restore("--archive", "7")).isZero();

        assertThat(requests).containsExactly(ALL, "POST " + ARCHIVES + "/7/restore");
        assertThat(output())
                .isEqualTo(
                        """
                        archive  from                  until                  series      readings  restored
                              7  2026-09-01T00:00:00Z  2026-10-01T00:00:00Z       40           100
                        archive 7: 100 readings came back
                        100 readings came back from 1 of 1 archives
                        """);
        assertThat(failure).isNull();
    }

    @Test
    void archivesOfARangeArePutBackTheLatestFileFirst() {
        whenRestoring(2, restored(2, 100));
        whenRestoring(3, restored(3, 98));
        whenRestoring(7, restored(7, 100));

        assertThat(restore("--from", "2026-08-01", "--to", "2026-10-01")).isZero();

        assertThat(requests)
                .containsExactly(
                        ALL + "&from=2026-08-01&to=2026-10-01",
                        "POST " + ARCHIVES + "/7/restore",
                        "POST " + ARCHIVES + "/3/restore",
                        "POST " + ARCHIVES + "/2/restore");
        assertThat(output())
                .contains("archive 3: 98 readings came back, 2 were there already\n")
                .endsWith("298 readings came back from 3 of 3 archives\n");
    }

    @Test
    void severalArchivesCanBeNamed() {
        whenRestoring(2, restored(2, 1));
        whenRestoring(7, restored(7, 1));

        assertThat(restore("--archive=2", "--archive=7")).isZero();

        assertThat(requests)
                .containsExactly(
                        ALL, "POST " + ARCHIVES + "/7/restore", "POST " + ARCHIVES + "/2/restore");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--list                                        | ''",
                "--list --from=2026-08-01                      | &from=2026-08-01",
                "--list --to=2026-08-01T10:00:00+02:00         |"
                        + " &to=2026-08-01T10%3A00%3A00%2B02%3A00",
                "--list --from=a&b --to=c                      | &from=a%26b&to=c",
            })
    void listShowsAndPutsNothingBack(String options, String question) {
        assertThat(restore(options.split(" +", -1))).isZero();

        assertThat(requests).containsExactly(ALL + question);
        assertThat(output().lines()).hasSize(4);
    }

    @Test
    void listSaysWhatWasRestoredBefore() {
        catalogue(archive(7, 9).replace("}", ",\"restored_at\":\"2026-11-21T10:15:31Z\"}"));

        assertThat(restore("--list")).isZero();

        assertThat(output()).endsWith("         100  2026-11-21T10:15:31Z\n");
    }

    @Test
    void archiveOfMoreFilesThanOneAnswerHasIsReadToItsEnd() {
        String first =
                LongStream.rangeClosed(1, Archives.PAGE)
                        .mapToObj(id -> archive(id, 8))
                        .collect(Collectors.joining(","));
        // The one that reaches into the rest comes again.
        when(ARCHIVES, page(first), page(archive(Archives.PAGE, 8) + "," + archive(20_000, 9)));
        whenRestoring(20_000, restored(20_000, 5));

        assertThat(restore("--archive=20000")).isZero();

        assertThat(requests)
                .containsExactly(
                        ALL,
                        ALL + "&from=2026-08-01T00%3A00%3A00Z",
                        "POST " + ARCHIVES + "/20000/restore");
    }

    @Test
    void afterADamagedArchiveItGoesOnAndFailsAtTheEnd() {
        whenRestoring(2, restored(2, 100));
        whenRestoring(3, DAMAGED);
        whenRestoring(7, UNKNOWN);

        assertThat(restore("--from=2026-08-01")).isEqualTo(1);

        assertThat(requests).hasSize(4);
        assertThat(failure)
                .isInstanceOf(UserError.class)
                .hasMessage(
                        """
                        archive 7 was not restored: there is no archive
                        archive 3 was not restored: archive 3 file:///a/3.parquet is not there\
                        """);
        assertThat(output())
                .contains("archive 3 was not restored\n", "archive 2: 100 readings came back\n")
                .endsWith("100 readings came back from 1 of 3 archives\n");
    }

    @Test
    void afterWhatIsWrongWithThePlatformItDoesNotGoOn() {
        whenRestoring(7, restored(7, 100));
        whenRestoring(3, UNAVAILABLE);

        assertThat(restore("--from=2026-08-01")).isEqualTo(1);

        assertThat(requests).hasSize(3);
        assertThat(failure)
                .isInstanceOf(UserError.class)
                .hasMessage(
                        """
                        archive 3 was not restored: query-service does not answer; try again
                        archive 2 was not tried\
                        """);
        assertThat(output()).endsWith("100 readings came back from 1 of 3 archives\n");
    }

    @Test
    void itWaitsWhileTheRetentionIsBusy() {
        whenRestoring(7, BUSY, BUSY, restored(7, 100));

        assertThat(restore("--archive=7")).isZero();

        assertThat(requests).hasSize(4);
        assertThat(output())
                .containsOnlyOnce("archive 7 waits for a run of the retention or a restore to end")
                .contains("archive 7: 100 readings came back");
    }

    @Test
    void itDoesNotWaitForEver() {
        whenRestoring(7, BUSY);

        assertThat(restore("--from=2026-08-01")).isEqualTo(1);

        assertThat(requests).hasSize(4).filteredOn(request -> request.contains("/7/")).hasSize(3);
        assertThat(failure)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("archive 7 was not restored")
                .hasMessageContaining("under way, still after 0 s; try again later")
                .hasMessageContaining("archive 3 was not tried");
    }

    @Test
    void twoMinutesAreWhatTheyAreCalled() {
        assertThat(RestoreCommand.TWO_MINUTES.whole()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void archivesThatAreUnknownAreToldBeforeAnyIsPutBack() {
        assertThat(restore("--archive=8", "--archive=7", "--archive=9")).isEqualTo(1);

        assertThat(requests).containsExactly(ALL);
        assertThat(failure)
                .isInstanceOf(UserError.class)
                .hasMessage("there is no archive 8, 9. All there are: ./sluice restore --list");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--from=2026-01-01 --to=2026-02-01 | from 2026-01-01 to 2026-02-01",
                "--from=2026-01-01                 | from 2026-01-01",
                "--to=2026-02-01                   | to 2026-02-01",
            })
    void rangeWithoutArchivesIsTold(String options, String range) {
        catalogue();

        assertThat(restore(options.split(" +", -1))).isEqualTo(1);

        assertThat(failure)
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "the archive has nothing "
                                + range
                                + ". All there are: ./sluice restore --list");
        assertThat(output()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--list                   | The archive is empty.",
                "--list --from=2026-01-01 | The archive has nothing from 2026-01-01.",
            })
    void listOfNothingIsNoFailure(String options, String text) {
        catalogue();

        assertThat(restore(options.split(" +", -1))).isZero();

        assertThat(output()).isEqualTo(text + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "invalid_time  | from 'noon' is not a time: ISO-8601 or an epoch number",
                "invalid_range | from 2026-02-01T00:00:00Z is after to 2026-01-01T00:00:00Z"
            })
    void badTimeIsToldInTheWordsOfThePlatform(String code, String detail) {
        when(ARCHIVES, problem(400, code, detail));

        assertThat(restore("--from=noon", "--to=2026-01-01")).isEqualTo(1);

        assertThat(failure).isInstanceOf(UserError.class).hasMessage(detail);
        assertThat(output()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | <html>It works!</html>",
                "200 | {}",
                "200 | {\"archives\":[{\"id\":1}]}",
                "404 | {\"error\": \"Not Found\"}",
            })
    void answerOfAnotherProgramIsRecognised(int status, String body) {
        when(ARCHIVES, new Answer(status, body));

        assertThat(restore("--list")).isEqualTo(1);

        assertThat(failure)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("answered " + status + ", but not as Sluice does");
    }

    @Test
    void platformThatIsDownIsToldWithWhatToDo() {
        frontDoor.stop(0);

        assertThat(restore("--archive=7")).isEqualTo(1);

        assertThat(failure)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("nothing answers at http://127.0.0.1:" + port)
                .hasMessageContaining("./sluice up");
    }

    @Test
    void connectionThatBreaksOffInARestoreIsTold() {
        whenRestoring(7, new Answer(0, ""));

        assertThat(restore("--archive=7")).isEqualTo(1);

        assertThat(failure)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("/7/restore gave no answer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--archive",
                "--archive=all",
                "--archive=7 --from=2026-01-01",
                "--archive=7 --to=2026-01-01",
                "--from=",
                "--from=2026-01-01 --to=",
                "--unknown",
                "7",
            })
    void wrongOptionsAreNotSent(String options) {
        String[] arguments = options.isEmpty() ? new String[0] : options.split(" ", -1);

        assertThat(restore(arguments)).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(requests).isEmpty();
        assertThat(output()).isEmpty();
    }

    @Test
    void commandIsAmongThoseOfSluice() {
        assertThat(Sluice.commandLine().getSubcommands()).containsKey("restore");
    }

    private int restore(String... arguments) {
        Settings settings = new Settings(Map.of("SLUICE_FRONT_DOOR_PORT", Integer.toString(port)));
        CommandLine command =
                new CommandLine(
                        new RestoreCommand(
                                settings,
                                new PrintStream(printed, true, StandardCharsets.UTF_8),
                                new Patience(3, Duration.ofMillis(1))));
        command.setExecutionExceptionHandler((thrown, _, _) -> {
            failure = thrown;
            return 1;
        });
        return command.execute(arguments);
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** Of one month of 2026. */
    private static String archive(long id, int month) {
        return """
        {"id":%d,"location":"file:///a/%d.parquet","from":"2026-%02d-01T00:00:00Z",\
        "until":"2026-%02d-01T00:00:00Z","series":40,"rows":100,"bytes":1024,\
        "sha256":"9f86","written_at":"2026-11-20T10:15:31Z"}\
        """
                .formatted(id, id, month, month + 1);
    }

    private void catalogue(String... archives) {
        when(ARCHIVES, page(String.join(",", archives)));
    }

    private static Answer page(String archives) {
        return new Answer(200, "{\"archives\":[" + archives + "]}");
    }

    private static Answer restored(long archive, long readings) {
        return new Answer(200, "{\"archive\":%d,\"restored\":%d}".formatted(archive, readings));
    }

    private static Answer problem(int status, String code, String detail) {
        return new Answer(
                status,
                "{\"status\":%d,\"code\":\"%s\",\"detail\":\"%s\"}"
                        .formatted(status, code, detail));
    }

    private void whenRestoring(long archive, Answer... inTurn) {
        when(ARCHIVES + "/" + archive + "/restore", inTurn);
    }

    private void when(String path, Answer... inTurn) {
        answers.put(path, new ArrayDeque<>(List.of(inTurn)));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            Queue<Answer> inTurn =
                    Objects.requireNonNull(answers.get(exchange.getRequestURI().getPath()));
            Answer answer =
                    Objects.requireNonNull(inTurn.size() > 1 ? inTurn.poll() : inTurn.peek());
            if (answer.status() == 0) {
                return;
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
