package io.sluice.query.live;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.downsampling.M4Column;
import io.sluice.query.Api;
import io.sluice.query.QueryApplication;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@QueryServiceTest
@TestPropertySource(properties = "sluice.live.heartbeat=200ms")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveApiTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Columns of a second. */
    private static final String SECONDS = "&width=120&window=PT2M";

    private final ReadingsProducer producer = new ReadingsProducer();

    /** The beginning of a second that was some seconds ago. */
    private Instant second = Instant.EPOCH;

    @LocalServerPort private int port;

    @Autowired private JdbcTemplate jdbc;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
        second = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofSeconds(20));
    }

    @AfterAll
    void close() {
        producer.close();
    }

    /** Readings that were sent, to compute what is expected. */
    private static final class Sent {
        private final Map<Instant, M4Column> columns = new TreeMap<>();

        void add(Instant time, double value) {
            columns.computeIfAbsent(time.truncatedTo(ChronoUnit.SECONDS), _ -> new M4Column())
                    .add(ChronoUnit.MICROS.between(Instant.EPOCH, time), value);
        }
    }

    @Test
    void columnsAreTheM4OfWhatWasThereAndOfWhatComes() throws IOException {
        Sent sent = new Sent();
        for (int i = 0; i < 50; i++) {
            send("lv1", sent, second.plusMillis(100L * i), Math.sin(i));
        }
        awaitStored("lv1", 50);
        try (LiveClient client = LiveClient.at(port, "series=lv1/t" + SECONDS)) {
            await().atMost(PATIENCE).until(() -> client.columns("lv1/t").size() == 5);
            for (int i = 50; i < 150; i++) {
                send("lv1", sent, second.plusMillis(100L * i), Math.sin(i));
            }

            await().atMost(PATIENCE).untilAsserted(() -> assertShown(client, "lv1/t", sent));
            assertThat(client.lastSaid("lv1/t", second.plusSeconds(14))).isEqualTo("current");
            assertThat(client.lastSaid("lv1/t", second.plusSeconds(9))).isEqualTo("column");
        }
    }

    @Test
    void lateReadingUpdatesAPastColumn() throws IOException {
        Sent sent = new Sent();
        try (LiveClient client = started("lv2", sent)) {
            send("lv2", sent, second.plusMillis(1_500), 99);

            await().atMost(PATIENCE).untilAsserted(() -> assertShown(client, "lv2/t", sent));
            assertThat(client.lastSaid("lv2/t", second.plusSeconds(1))).isEqualTo("update");
        }
    }

    @Test
    void correctionIsShownAndDuplicateChangesNothing() throws IOException {
        try (LiveClient client = started("lv3", new Sent())) {
            Sent corrected = new Sent();
            for (int i = 0; i < 5; i++) {
                corrected.add(second.plusSeconds(i), i == 2 ? -7 : i);
            }
            producer.send(message("lv3", "live").reading("t", second.plusSeconds(1), 1));
            producer.send(message("lv3", "live").reading("t", second.plusSeconds(2), -7));

            await().atMost(PATIENCE).untilAsserted(() -> assertShown(client, "lv3/t", corrected));
        }
    }

    @Test
    void readingInBetweenIsShownInTheNewestColumnToo() throws IOException {
        Sent sent = new Sent();
        try (LiveClient client = started("lv4", sent)) {
            send("lv4", sent, second.plusMillis(4_900), 50);
            send("lv4", sent, second.plusMillis(4_300), 60);

            await().atMost(PATIENCE).untilAsserted(() -> assertShown(client, "lv4/t", sent));
        }
    }

    @Test
    void widthWindowAndSeriesChangeWithoutReconnecting() throws IOException {
        Sent sent = new Sent();
        Sent other = new Sent();
        for (int i = 0; i < 3; i++) {
            send("lv5b", other, second.plusSeconds(i), i);
        }
        awaitStored("lv5b", 3);
        try (LiveClient client = started("lv5a", sent)) {
            Api.Answer answer = change(api, client.id(), "{\"series\":[\"lv5b/t\",\"lv5a/t\"]}");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().path("series").size()).isEqualTo(2);
            await().atMost(PATIENCE).untilAsserted(() -> assertShown(client, "lv5b/t", other));
            await().atMost(PATIENCE).untilAsserted(() -> assertShown(client, "lv5a/t", sent));
            send("lv5b", other, second.plusSeconds(4), 4);
            await().atMost(PATIENCE).untilAsserted(() -> assertShown(client, "lv5b/t", other));

            change(api, client.id(), "{\"width\":60}");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(columnOf(client)).isEqualTo("PT2S"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(counts(client, "lv5a/t")).isEqualTo(5));
            change(api, client.id(), "{\"window\":\"PT1M\"}");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(columnOf(client)).isEqualTo("PT1S"));
            assertThat(client.sessions()).hasSize(4);
        }
    }

    @Test
    void noMoreColumnsThanTheWidth() throws IOException {
        for (int i = 0; i < 40; i++) {
            producer.send(message("lv6", "live").reading("t", second.plusMillis(500L * i), i));
        }
        awaitStored("lv6", 40);
        try (LiveClient client = LiveClient.at(port, "series=lv6/t&width=3&window=PT1M")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(client.columns("lv6/t")).isNotEmpty());
            producer.send(message("lv6", "live").reading("t", Instant.now(), 1));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(counts(client, "lv6/t")).isEqualTo(41));

            assertThat(client.columns("lv6/t")).hasSizeLessThanOrEqualTo(4);
        }
    }

    @Test
    void slowReaderHoldsUpNobodyAndGetsTheFinalState() throws IOException {
        Sent sent = new Sent();
        send("lv7", sent, second, 0);
        awaitStored("lv7", 1);
        String query = "series=lv7/t" + SECONDS;
        try (LiveClient slow = LiveClient.slow(port, query);
                LiveClient quick = LiveClient.at(port, query)) {
            await().atMost(PATIENCE).until(() -> !quick.columns("lv7/t").isEmpty());
            // Past columns again and again: there is more to say than the sockets hold.
            for (int round = 0; round < 40; round++) {
                ReadingsProducer.Message message = message("lv7", "live");
                for (int i = 0; i < 15; i++) {
                    Instant time = second.plusMillis(i * 1_000L + 10 + round);
                    sent.add(time, round);
                    message.reading("t", time, round);
                }
                producer.send(message);
                await().atMost(PATIENCE).untilAsserted(() -> assertShown(quick, "lv7/t", sent));
            }
            assertThat(slow.events()).isEmpty();

            slow.beginToRead();
            await().atMost(PATIENCE).untilAsserted(() -> assertShown(slow, "lv7/t", sent));
        }
    }

    @Test
    void sessionIsForgottenWhenItsClientGoes() throws IOException {
        String id;
        try (LiveClient client = started("lv8", new Sent())) {
            id = client.id();
            assertThat(change(api, id, "{}").status()).isEqualTo(200);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(change(api, id, "{\"width\":5}").code())
                                .isEqualTo("unknown_session"));
        assertThat(
                        jdbc.queryForObject(
                                "select count(*) from live_session where id = ?",
                                Long.class,
                                UUID.fromString(id)))
                .isZero();
    }

    @Test
    void sessionEndsAfterItsDuration() throws IOException {
        try (LiveClient client = started("lv9", new Sent(), "&duration=PT1S")) {
            await().atMost(PATIENCE).until(client::isAtEnd);
            assertThat(change(api, client.id(), "{}").status()).isEqualTo(404);
        }
    }

    @Test
    void anotherInstanceThatHoldsNoSessionsChangesOne() throws IOException {
        try (ConfigurableApplicationContext second =
                        new SpringApplicationBuilder(QueryApplication.class)
                                .initializers(new QueryServiceTest.UseServers())
                                .run(
                                        "--server.port=0",
                                        "--sluice.writer.enabled=false",
                                        "--sluice.live.sessions=0");
                LiveClient client = started("lv10", new Sent(), "&duration=PT5M")) {
            Api other =
                    new Api(
                            Integer.parseInt(
                                    String.valueOf(
                                            second.getEnvironment()
                                                    .getProperty("local.server.port"))));
            Api.Answer refusal = other.get("/api/v1/live?series=lv10/t");
            assertThat(refusal.status()).isEqualTo(429);
            assertThat(refusal.code()).isEqualTo("too_many_sessions");
            assertThat(refusal.body().path("blame").asString()).isEqualTo("capacity");

            assertThat(change(other, client.id(), "{\"width\":60}").status()).isEqualTo(200);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(columnOf(client)).isEqualTo("PT2S"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    width=0&series=lvx/t          | invalid_width
                    width=4001&series=lvx/t       | invalid_width
                    width=many&series=lvx/t       | invalid_width
                    window=PT0.5S&series=lvx/t    | invalid_window
                    window=P8D&series=lvx/t       | invalid_window
                    window=long&series=lvx/t      | invalid_window
                    window=PT9E99S&series=lvx/t   | invalid_window
                    duration=PT0S&series=lvx/t    | invalid_window
                    width=10                      | invalid_series
                    series=lvx                    | invalid_series
                    series=/t                     | invalid_series
                    series=lvx/                   | invalid_series
                    series=lv%00x/t               | invalid_series
                    series=nobody-live/t          | no_readings
                    series=x%27%3B--/t            | no_readings
                    """)
    void whatCanNotBeShownIsRefusedWithACode(String query, String code) {
        Api.Answer answer =
                api.send(
                        api.request("/api/v1/live?" + query).header("Accept", "text/event-stream"));

        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isBetween(400, 499);
    }

    @Test
    void changeThatCanNotBeIsRefusedWithACode() throws IOException {
        assertThat(change(api, "nothing", "{}").code()).isEqualTo("unknown_session");
        assertThat(change(api, UUID.randomUUID().toString(), "{}").code())
                .isEqualTo("unknown_session");
        try (LiveClient client = started("lv11", new Sent())) {
            String id = client.id();
            assertThat(change(api, id, "{\"width\":0}").code()).isEqualTo("invalid_width");
            assertThat(change(api, id, "{\"window\":\"P9D\"}").code()).isEqualTo("invalid_window");
            assertThat(change(api, id, "{\"series\":[]}").code()).isEqualTo("invalid_series");
            assertThat(change(api, id, "{\"series\":[\"lv11/none\"]}").code())
                    .isEqualTo("unknown_series");
            assertThat(change(api, id, "{\"width\":\"wide\"}").status()).isEqualTo(400);
            assertThat(change(api, id, "width").status()).isEqualTo(400);
        }
    }

    /** A session of a device with five readings, all of which are shown. */
    private LiveClient started(String device, Sent sent) throws IOException {
        return started(device, sent, "");
    }

    private LiveClient started(String device, Sent sent, String more) throws IOException {
        for (int i = 0; i < 5; i++) {
            send(device, sent, second.plusSeconds(i), i);
        }
        awaitStored(device, 5);
        LiveClient client = LiveClient.at(port, "series=" + device + "/t" + SECONDS + more);
        await().atMost(PATIENCE).untilAsserted(() -> assertShown(client, device + "/t", sent));
        return client;
    }

    private void send(String device, Sent sent, Instant time, double value) {
        sent.add(time, value);
        producer.send(message(device, "live").reading("t", time, value));
    }

    private void awaitStored(String device, int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        jdbc.queryForObject(
                                                """
                                                select count(*) from reading where series_id in
                                                    (select id from series where device_id = ?)
                                                """,
                                                Long.class,
                                                device))
                                .isEqualTo(count));
    }

    private static Api.Answer change(Api api, String session, String body) {
        return api.send(
                api.request("/api/v1/live/" + session)
                        .method("PATCH", HttpRequest.BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json"));
    }

    private static String columnOf(LiveClient client) {
        return client.sessions().getLast().data().path("column").asString();
    }

    private static int counts(LiveClient client, String series) {
        return client.columns(series).values().stream()
                .mapToInt(event -> event.data().path("count").asInt())
                .sum();
    }

    private static void assertShown(LiveClient client, String series, Sent sent) {
        Map<String, String> shown = new TreeMap<>();
        client.columns(series).forEach((start, event) -> shown.put(start, values(event.data())));
        Map<String, String> expected = new TreeMap<>();
        sent.columns.forEach((start, column) -> expected.put(start.toString(), values(column)));
        assertThat(shown).isEqualTo(expected);
    }

    private static String values(JsonNode data) {
        return data.path("count").asInt()
                + ""
                + List.of("first", "last", "min", "max").stream()
                        .map(name ->
                                " "
                                        + data.path(name).path("time").asString()
                                        + "="
                                        + data.path(name).path("value").asDouble())
                        .toList();
    }

    private static String values(M4Column column) {
        return column.count()
                + ""
                + List.of(
                        point(column.firstTime(), column.firstValue()),
                        point(column.lastTime(), column.lastValue()),
                        point(column.minTime(), column.minValue()),
                        point(column.maxTime(), column.maxValue()));
    }

    private static String point(long time, double value) {
        return " " + Instant.EPOCH.plus(time, ChronoUnit.MICROS) + "=" + value;
    }
}
