package io.sluice.query.point;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.query.Api;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

@QueryServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PointApiTest {
    private static final Instant NOON = Instant.parse("2026-01-21T12:00:00Z");
    private static final String POINTS = "/api/v1/devices/p1/series/t/points";

    @LocalServerPort private int port;

    @Autowired private JdbcTemplate jdbc;

    private Api api;

    @BeforeAll
    void write() {
        try (ReadingsProducer producer = new ReadingsProducer()) {
            ReadingsProducer.Message message = message("p1", "points").unit("Cel");
            // Two readings every second day, the second of them at the same time as the first.
            for (int i = 0; i < 25; i++) {
                Instant time = NOON.plus(Duration.ofDays(2L * i));
                message.reading("t", time, 0, i, 0)
                        .reading("t", time, 1, i + 0.5, i == 3 ? 2 | 8 : 0);
            }
            producer.send(message);
            producer.send(message("p1", "points").reading("h", NOON, 65));
            producer.send(
                    message("p1", "points")
                            .reading("late", NOON.plusSeconds(60), 2)
                            .reading("late", NOON, 1));
            producer.send(message("gerät@1", "points").reading("t", NOON, 1));
        }
    }

    @BeforeEach
    void connect() {
        api = new Api(port);
        await().untilAsserted(() -> {
            assertThat(api.get(POINTS).body().path("points").size()).isEqualTo(50);
            assertThat(api.get("/api/v1/devices/p1/series").body().path("series").size())
                    .isEqualTo(3);
            assertThat(api.get("/api/v1/devices/" + encoded("gerät@1") + "/series").status())
                    .isEqualTo(200);
        });
    }

    @Test
    void pointsComeInTheOrderOfTimeAndOrdinalWithWhatIsKnownOfThem() {
        Api.Answer answer = api.get(POINTS + "?limit=8");

        assertThat(answer.body().path("device_id").asString()).isEqualTo("p1");
        assertThat(answer.body().path("metric").asString()).isEqualTo("t");
        assertThat(answer.body().path("unit").asString()).isEqualTo("Cel");
        assertThat(values(answer)).containsExactly(0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5);
        JsonNode first = answer.body().path("points").get(0);
        assertThat(first.path("time").asString()).isEqualTo("2026-01-21T12:00:00Z");
        assertThat(first.has("ordinal")).isFalse();
        assertThat(first.has("quality")).isFalse();
        JsonNode marked = answer.body().path("points").get(7);
        assertThat(marked.path("ordinal").asInt()).isEqualTo(1);
        assertThat(marked.path("quality").values().stream().map(JsonNode::asString))
                .containsExactly("late", "clock_suspect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"asc", "desc"})
    void pagesHoldEveryPointOnce(String order) {
        List<Double> all = new ArrayList<>();
        String cursor = "";
        do {
            Api.Answer page = api.get(POINTS + "?limit=7&order=" + order + cursor);
            all.addAll(values(page));
            cursor =
                    page.body().has("next") ? "&cursor=" + page.body().path("next").asString() : "";
        } while (!cursor.isEmpty());

        List<Double> expected =
                new ArrayList<>(IntStream.range(0, 50).mapToObj(i -> i / 2.0).toList());
        assertThat(all).isEqualTo(order.equals("asc") ? expected : expected.reversed());
    }

    @Test
    void rangeHoldsItsBeginningAndNotItsEnd() {
        assertThat(values(api.get(POINTS + "?from=2026-01-23T12:00:00Z&to=2026-01-27T12:00:00Z")))
                .containsExactly(1.0, 1.5, 2.0, 2.5);
        assertThat(
                        values(
                                api.get(
                                        POINTS
                                                + "?from=2026-01-23T12:00:00.000001Z&to=2026-01-25T12:00:00.000001Z")))
                .containsExactly(2.0, 2.5);
        assertThat(values(api.get(POINTS + "?from=2026-01-23T12:00:00Z&to=2026-01-23T12:00:00Z")))
                .isEmpty();
        assertThat(values(api.get(POINTS + "?to=2026-01-22&order=desc&limit=1")))
                .containsExactly(0.5);
    }

    @Test
    void latestIsTheLatestByEventTimeNotByArrival() {
        Api.Answer latest = api.get("/api/v1/devices/p1/series/late/latest");

        assertThat(latest.body().path("point").path("value").asDouble()).isEqualTo(2);
        assertThat(
                        api.get("/api/v1/devices/p1/latest").body().path("latest").values().stream()
                                .map(one ->
                                        one.path("metric").asString()
                                                + "="
                                                + one.path("point").path("value").asDouble()))
                .containsExactly("h=65.0", "late=2.0", "t=24.5");
    }

    /** As it is when a partition was dropped, and for a moment before the first reading. */
    @Test
    void latestOfASeriesWhoseReadingsAreGoneIsNone() {
        jdbc.update(
                "insert into series (device_id, metric) values ('p2', 'gone') on conflict do"
                        + " nothing");

        assertThat(api.get("/api/v1/devices/p2/series/gone/latest").code())
                .isEqualTo("no_readings");
        assertThat(api.get("/api/v1/devices/p2/latest").code()).isEqualTo("no_readings");
        assertThat(api.get("/api/readings/p2").code()).isEqualTo("no_readings");
        assertThat(api.get("/api/stats/p2").code()).isEqualTo("no_readings");
        assertThat(api.get("/api/v1/devices/p2/series").body().path("series").size()).isEqualTo(1);
        assertThat(values(api.get("/api/v1/devices/p2/series/gone/points"))).isEmpty();
    }

    @Test
    void latestOfADeviceLeavesOutSeriesWhoseReadingsAreGone() {
        jdbc.update(
                "insert into series (device_id, metric) values ('gerät@1', 'gone') on conflict do"
                        + " nothing");

        assertThat(
                        api
                                .get("/api/v1/devices/" + encoded("gerät@1") + "/latest")
                                .body()
                                .path("latest")
                                .values()
                                .stream()
                                .map(one -> one.path("metric").asString()))
                .containsExactly("t");
    }

    @Test
    void epochWithAFractionIsATime() {
        assertThat(values(api.get(POINTS + "?from=1769169599.5&to=1769169600.000001")))
                .containsExactly(1.0, 1.5);
        assertThat(values(api.get(POINTS + "?from=1769169600.000001&to=1769169600.5"))).isEmpty();
    }

    @Test
    void seriesOfADeviceAreListedWithTheirSpans() {
        JsonNode series = api.get("/api/v1/devices/p1/series").body().path("series");

        assertThat(series.values().stream().map(one -> one.path("metric").asString()))
                .containsExactly("h", "late", "t");
        assertThat(series.get(2).path("unit").asString()).isEqualTo("Cel");
        assertThat(series.get(2).path("first").asString()).isEqualTo("2026-01-21T12:00:00Z");
        assertThat(series.get(2).path("last").asString()).isEqualTo("2026-03-10T12:00:00Z");
    }

    @Test
    void idsAreTakenFromThePathDecoded() {
        assertThat(values(api.get("/api/v1/devices/" + encoded("gerät@1") + "/series/t/points")))
                .containsExactly(1.0);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/devices/nobody/series, 404, no_readings",
        "/api/v1/devices/nobody/latest, 404, no_readings",
        "/api/v1/devices/nobody/series/t/latest, 404, no_readings",
        "/api/v1/devices/nobody/series/t/points, 404, no_readings",
        "/api/v1/devices/p1/series/nothing/points, 404, unknown_series",
        "/api/v1/devices/p1/series/nothing/latest, 404, unknown_series",
        "/api/v1/devices/p1/series/t/points?limit=0, 400, invalid_limit",
        "/api/v1/devices/p1/series/t/points?limit=100001, 400, invalid_limit",
        "/api/v1/devices/p1/series/t/points?limit=many, 400, invalid_parameter",
        "/api/v1/devices/p1/series/t/points?order=sideways, 400, invalid_order",
        "/api/v1/devices/p1/series/t/points?from=noon, 400, invalid_time",
        "/api/v1/devices/p1/series/t/points?from=2026-01-02&to=2026-01-01, 400, invalid_range",
        "/api/v1/devices/p1/series/t/points?cursor=nonsense, 400, invalid_cursor",
        "/api/v1/devices/p1/series/t/points?cursor=!!, 400, invalid_cursor",
        "/api/v1/nothing, 404, not_found",
    })
    void badQuestionsAreProblems(String path, int status, String code) {
        Api.Answer answer = api.get(path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
        assertThat(answer.body().path("blame").asString()).isEqualTo("client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'; drop table reading; --", "\" or 1=1", "%", "\\", "p1' or '1'='1"})
    void charactersThatMeanSomethingInSqlMeanNothingHere(String text) {
        String nasty = encoded(text).replace("+", "%20");

        assertThat(api.get("/api/v1/devices/x" + nasty.replace("%5C", "") + "/series").code())
                .isEqualTo("no_readings");
        assertThat(api.get(POINTS + "?from=" + nasty).code()).isEqualTo("invalid_time");
        assertThat(api.get(POINTS + "?order=" + nasty).code()).isEqualTo("invalid_order");
        assertThat(api.get(POINTS + "?cursor=" + nasty).code()).isEqualTo("invalid_cursor");
        assertThat(api.get("/api/v1/source-streams?prefix=" + nasty).status()).isEqualTo(200);
    }

    private static List<Double> values(Api.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().path("points").values().stream()
                .map(point -> point.path("value").asDouble())
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
