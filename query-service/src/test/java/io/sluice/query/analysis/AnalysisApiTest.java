package io.sluice.query.analysis;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.sluice.query.Api;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

@QueryServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnalysisApiTest {
    /** A Monday. */
    private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");

    private static final String ANALYSIS = "/api/v1/analysis/";

    @LocalServerPort private int port;
    @Autowired private JdbcTemplate jdbc;

    private Api api;

    @BeforeAll
    void write() {
        api = new Api(port);
        jdbc.update(
                """
                insert into device (id, labels, expected_interval, version) values
                    ('an-1', '{"room": "north", "set": "an"}', interval '10 minutes', 0),
                    ('an-2', '{"room": "south", "set": "an"}', null, 0)
                on conflict do nothing
                """);
        try (ReadingsProducer producer = new ReadingsProducer()) {
            // Two days, every ten minutes: the hour of the day, and one reading that is far off.
            ReadingsProducer.Message first = message("an-1", "analysis").unit("Cel");
            ReadingsProducer.Message second = message("an-2", "analysis");
            for (int i = 0; i < 288; i++) {
                Instant time = BEGIN.plus(Duration.ofMinutes(10L * i));
                first.reading("t", time, 0, i == 100 ? 500 : i / 6 % 24, i % 4 == 0 ? 2 : 0);
                second.reading("t", time, 3 * (i / 6 % 24) + 1);
            }
            producer.send(first);
            producer.send(second);
            producer.send(
                    message("an-gap", "analysis")
                            .reading("t", BEGIN, 1)
                            .reading("t", BEGIN.plusSeconds(60), 2)
                            .reading("t", BEGIN.plusSeconds(60), 1, 2.5, 8)
                            .reading("t", BEGIN.plusSeconds(120), 3)
                            .reading("t", BEGIN.plusSeconds(600), 4)
                            .reading("t", BEGIN.plusSeconds(660), 5));
            ReadingsProducer.Message extreme = message("an-extreme", "analysis");
            double[] values = {
                1e308, 1.7e308, -1.7e308, 1.7e308, Double.MIN_VALUE, -Double.MIN_VALUE, 1e-310, 0, 1
            };
            for (int i = 0; i < values.length; i++) {
                extreme.reading("t", BEGIN.plusSeconds(60L * i), values[i]);
                extreme.reading("tiny", BEGIN.plusSeconds(60L * i), Double.MIN_VALUE * i);
            }
            producer.send(extreme);
        }
        await().untilAsserted(() ->
                assertThat(
                                jdbc.queryForObject(
                                        "select count(*) from reading where series_id in (select id"
                                                + " from series where device_id like 'an-%')",
                                        Long.class))
                        .isEqualTo(2 * 288 + 6 + 2 * 9));
        Rollups.compute(jdbc, "an-");
    }

    @Test
    void latestOfTheFleetIsChosenByLabel() {
        JsonNode latest = get("/api/v1/latest?label=set:an&metric=t").path("latest");

        assertThat(latest.size()).isEqualTo(2);
        JsonNode first = latest.get(0);
        assertThat(first.path("device_id").asString()).isEqualTo("an-1");
        assertThat(first.path("unit").asString()).isEqualTo("Cel");
        assertThat(first.path("time").asString()).isEqualTo("2026-03-03T23:50:00Z");
        assertThat(first.path("value").asDouble()).isEqualTo(23);
        assertThat(get("/api/v1/latest?label=set:an&label=room:south").path("latest").size())
                .isEqualTo(1);
    }

    @Test
    void aggregatesAreBySeriesAllDeviceOrLabel() {
        String call = ANALYSIS + "aggregate?label=set:an&aggregate=count,max";

        assertThat(get(call).path("series").size()).isEqualTo(2);
        JsonNode all = get(call + "&group_by=all").path("aggregates").get(0);
        assertThat(all.path("count").asLong()).isEqualTo(576);
        assertThat(all.path("max").asDouble()).isEqualTo(500);
        JsonNode byRoom = get(call + "&group_by=room").path("series");
        assertThat(byRoom.get(0).path("room").asString()).isEqualTo("north");
        assertThat(byRoom.get(1).path("aggregates").get(0).path("max").asDouble()).isEqualTo(70);
        assertThat(
                        get(call + "&group_by=device")
                                .path("series")
                                .get(0)
                                .path("device_id")
                                .asString())
                .isEqualTo("an-1");
    }

    @Test
    void aggregateOfNothingIsACountOf0() {
        JsonNode row =
                get(ANALYSIS + "aggregate?device=an-1&metric=t&from=2026-04-01&group_by=all")
                        .path("aggregates")
                        .get(0);

        assertThat(row.path("count").asLong(-1)).isZero();
        assertThat(row.has("avg")).isFalse();
    }

    @Test
    void hoursAndTheirEdgesTogetherAreTheRange() {
        String range = "&from=2026-03-02T00:25:00Z&to=2026-03-03T10:15:00Z";
        JsonNode body = get(ANALYSIS + "aggregate?device=an-2&metric=t&group_by=all" + range);

        assertThat(body.path("tier").asString()).isEqualTo("hourly");
        assertThat(body.path("aggregates").get(0).path("count").asLong())
                .isEqualTo(
                        jdbc.queryForObject(
                                "select count(*) from reading where series_id = (select id from"
                                        + " series where device_id = 'an-2') and ts >="
                                        + " '2026-03-02T00:25:00Z' and ts < '2026-03-03T10:15:00Z'",
                                Long.class));
        assertThat(
                        get(ANALYSIS + "aggregate?device=an-2&metric=t&calendar=MINUTE:0-20")
                                .path("tier")
                                .asString())
                .isEqualTo("raw");
        assertThat(
                        get(ANALYSIS
                                        + "aggregate?device=an-2&metric=t&zone=Asia/Kolkata&calendar=HOUR:3")
                                .path("tier")
                                .asString())
                .isEqualTo("raw");
    }

    @Test
    void hourThatIsAboutToBeComputedAnewIsReadFromItsReadings() {
        Integer series =
                jdbc.queryForObject(
                        "select id from series where device_id = 'an-gap' and metric = 't'",
                        Integer.class);
        jdbc.update("delete from rollup_mark where series_id = ?", series);
        jdbc.update("update reading_hourly set count = 1000 where series_id = ?", series);
        String call = ANALYSIS + "aggregate?device=an-gap&metric=t&group_by=all&aggregate=count";
        assertThat(get(call).path("aggregates").get(0).path("count").asLong()).isEqualTo(1000);

        jdbc.update(
                "insert into rollup_mark (series_id, hour, since) values (?, timestamptz"
                        + " '2026-03-02 00:00Z', timestamptz '2026-03-02 00:00Z')",
                series);

        assertThat(get(call).path("aggregates").get(0).path("count").asLong()).isEqualTo(6);
    }

    @Test
    void changesAreFromThePreviousBucket() {
        JsonNode buckets =
                get(ANALYSIS
                                + "changes?device=an-2&metric=t&resolution=hourly&to=2026-03-02T03:00Z")
                        .path("series")
                        .get(0)
                        .path("buckets");

        assertThat(buckets.size()).isEqualTo(3);
        assertThat(buckets.get(0).has("change")).isFalse();
        assertThat(buckets.get(1).path("time").asString()).isEqualTo("2026-03-02T01:00:00Z");
        assertThat(buckets.get(1).path("avg").asDouble()).isEqualTo(4);
        assertThat(buckets.get(1).path("change").asDouble()).isEqualTo(3);
        assertThat(buckets.get(1).path("change_percent").asDouble()).isEqualTo(300);
        assertThat(
                        get(ANALYSIS
                                        + "changes?device=an-2&metric=t&resolution=daily&zone=Europe/Berlin")
                                .path("series")
                                .get(0)
                                .path("buckets")
                                .get(0)
                                .path("time")
                                .asString())
                .isEqualTo("2026-03-01T23:00:00Z");
    }

    @Test
    void patternIsByTheClockOfTheZone() {
        JsonNode pattern =
                get(ANALYSIS + "pattern?device=an-2&metric=t&by=hour&zone=Europe/Berlin")
                        .path("series")
                        .get(0)
                        .path("pattern");

        assertThat(pattern.size()).isEqualTo(24);
        assertThat(pattern.get(1).path("hour").asInt()).isEqualTo(1);
        assertThat(pattern.get(1).path("avg").asDouble()).isEqualTo(1);
        assertThat(pattern.get(1).path("readings").asInt()).isEqualTo(12);
        assertThat(
                        get(
                                        ANALYSIS
                                                + "pattern?device=an-2&metric=t&by=hour_of_week&aggregate=max&top=2")
                                .path("series")
                                .get(0)
                                .path("pattern")
                                .values()
                                .stream()
                                .map(row -> row.path("hour_of_week").asInt()))
                .containsExactly(23, 47);
        assertThat(
                        get(ANALYSIS
                                        + "pattern?device=an-2&metric=t&by=weekday&aggregate=max&then=sum&group_by=all")
                                .path("pattern")
                                .get(0)
                                .path("sum")
                                .asDouble())
                .isEqualTo(140);
    }

    @Test
    void readingFarFromTheOthersIsAnAnomaly() {
        for (String method : List.of("zscore", "mad")) {
            JsonNode anomalies =
                    get(ANALYSIS + "anomalies?label=set:an&metric=t&threshold=6&method=" + method)
                            .path("series");

            assertThat(anomalies.size()).as(method).isEqualTo(1);
            assertThat(anomalies.get(0).path("anomalies").size()).isEqualTo(1);
            JsonNode found = anomalies.get(0).path("anomalies").get(0);
            assertThat(found.path("value").asDouble()).isEqualTo(500);
            assertThat(found.path("time").asString()).isEqualTo("2026-03-02T16:40:00Z");
            assertThat(found.path("quality").get(0).asString()).isEqualTo("late");
            assertThat(found.path("score").asDouble()).isGreaterThan(6);
            assertThat(found.path("score").asDouble())
                    .isCloseTo(
                            (500 - found.path("center").asDouble())
                                    / found.path("deviation").asDouble(),
                            within(1e-9));
        }
    }

    @Test
    void scoresAreThoseOfMeanAndDeviationOfTheBaseline() {
        JsonNode found =
                get(ANALYSIS
                                + "anomalies?device=an-1&metric=t&threshold=50"
                                + "&baseline_from=2026-03-03&baseline_to=2026-03-04")
                        .path("series")
                        .get(0)
                        .path("anomalies")
                        .get(0);
        String ofBaseline =
                "(value) from reading where ts >= '2026-03-03Z' and series_id = (select id from"
                        + " series where device_id = 'an-1')";

        assertThat(found.path("center").asDouble())
                .isCloseTo(doubleOf("select avg" + ofBaseline), within(1e-9));
        assertThat(found.path("deviation").asDouble())
                .isCloseTo(doubleOf("select stddev_samp" + ofBaseline), within(1e-9));
    }

    private double doubleOf(String statement) {
        return Objects.requireNonNull(jdbc.queryForObject(statement, Double.class));
    }

    @Test
    void averagesMove() {
        String call = ANALYSIS + "moving-average?device=an-gap&metric=t&";

        assertThat(averages(get(call + "window=2")))
                .containsExactly(1.0, 1.5, 2.25, 2.75, 3.5, 4.5);
        assertThat(averages(get(call + "window=PT2M")))
                .containsExactly(1.0, 1.5, 5.5 / 3, 2.5, 4.0, 4.5);
        assertThat(averages(get(call + "kind=exponential&alpha=0.5")))
                .containsExactly(1.0, 1.5, 2.0, 2.5, 3.25, 4.125);
        assertThat(averages(get(call + "kind=exponential&window=3")))
                .isEqualTo(averages(get(call + "kind=exponential&alpha=0.5")));
        assertThat(averages(get(call + "window=1&quality=clock_suspect"))).containsExactly(2.5);
    }

    private static List<Double> averages(JsonNode body) {
        return body.path("series").get(0).path("averages").values().stream()
                .map(row -> row.path("average").asDouble())
                .toList();
    }

    @Test
    void qualityTellsWhatIsThereAndWhatIsMissing() {
        JsonNode row = quality("quality?device=an-gap&metric=t&interval=PT1M");

        assertThat(row.path("readings").asInt()).isEqualTo(6);
        assertThat(row.path("first").asString()).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(row.path("last").asString()).isEqualTo("2026-03-02T00:11:00Z");
        assertThat(row.path("days_active").asInt()).isEqualTo(1);
        assertThat(row.path("same_time").asInt()).isEqualTo(1);
        assertThat(row.path("interval_seconds").asDouble()).isEqualTo(60);
        assertThat(row.path("expected").asInt()).isEqualTo(12);
        assertThat(row.path("completeness").asDouble()).isCloseTo(5 / 12.0, within(1e-12));
        assertThat(row.path("gaps").asInt()).isEqualTo(1);
        assertThat(row.path("longest_gap_seconds").asDouble()).isEqualTo(480);
        assertThat(row.path("good").asInt()).isEqualTo(5);
        assertThat(row.path("clock_suspect_share").asDouble()).isCloseTo(1 / 6.0, within(1e-12));
        assertThat(row.path("late").asInt(-1)).isZero();
    }

    @Test
    void expectedIsWhatTheDeviceIsRegisteredWithInTheRange() {
        JsonNode all = quality("quality?device=an-1&metric=t");
        assertThat(all.path("completeness").asDouble()).isEqualTo(1);
        assertThat(all.path("late").asInt()).isEqualTo(72);
        assertThat(all.path("late_share").asDouble()).isEqualTo(0.25);
        JsonNode range = quality("quality?device=an-1&metric=t&from=2026-03-01&to=2026-03-03");
        assertThat(range.path("expected").asInt()).isEqualTo(288);
        assertThat(range.path("completeness").asDouble()).isEqualTo(0.5);
        JsonNode none = quality("quality?device=an-1&metric=t&from=2026-03-05&to=2026-03-06");
        assertThat(none.path("readings").asInt(-1)).isZero();
        assertThat(none.path("completeness").asDouble(-1)).isZero();
        assertThat(quality("quality?device=an-2&metric=t").has("completeness")).isFalse();
    }

    @Test
    void gapsAreListedWithStartAndEnd() {
        JsonNode gaps = get(ANALYSIS + "gaps?device=an-gap&metric=t&interval=PT1M").path("series");

        assertThat(gaps.get(0).path("gaps").size()).isEqualTo(1);
        JsonNode gap = gaps.get(0).path("gaps").get(0);
        assertThat(gap.path("start").asString()).isEqualTo("2026-03-02T00:02:00Z");
        assertThat(gap.path("end").asString()).isEqualTo("2026-03-02T00:10:00Z");
        assertThat(gap.path("missing").asInt()).isEqualTo(7);
        assertThat(
                        get(ANALYSIS + "gaps?device=an-gap&metric=t&interval=PT1M&gaps=8")
                                .path("series")
                                .size())
                .isZero();
    }

    private JsonNode quality(String call) {
        return get(ANALYSIS + call).path("series").get(0).path("quality").get(0);
    }

    @Test
    void correlationIsOfAlignedBuckets() {
        JsonNode row =
                get(ANALYSIS + "correlation?a=an-1/t&b=an-2/t&resolution=PT1H&from=2026-03-03")
                        .path("correlation")
                        .get(0);

        assertThat(row.path("n").asInt()).isEqualTo(24);
        assertThat(row.path("pearson").asDouble()).isCloseTo(1, within(1e-12));
        assertThat(row.path("slope").asDouble()).isCloseTo(3, within(1e-12));
        assertThat(row.path("intercept").asDouble()).isCloseTo(1, within(1e-12));
        assertThat(row.path("covariance").asDouble()).isCloseTo(150, within(1e-9));
    }

    @Test
    void histogramCountsEachReadingOnce() {
        JsonNode bins = histogram("device=an-2&metric=t&bins=7");
        assertThat(bins.size()).isEqualTo(7);
        assertThat(bins.get(0).path("low").asDouble()).isEqualTo(1);
        assertThat(bins.get(6).path("high").asDouble()).isEqualTo(70);
        assertThat(sum(bins)).isEqualTo(288);

        JsonNode wide = histogram("device=an-2&metric=t&width=10");
        assertThat(wide.size()).isEqualTo(8);
        assertThat(wide.get(0).path("low").asDouble()).isZero();
        assertThat(wide.get(0).path("count").asInt()).isEqualTo(36);
        assertThat(sum(wide)).isEqualTo(288);

        assertThat(sum(histogram("device=an-2&metric=t&bins=2&min=1&max=4"))).isEqualTo(24);
        assertThat(histogram("device=an-1&metric=t&bins=5").get(1).path("count").asInt(-1))
                .isZero();
    }

    private JsonNode histogram(String query) {
        return get(ANALYSIS + "histogram?" + query).path("series").get(0).path("histogram");
    }

    private static int sum(JsonNode bins) {
        return bins.values().stream().mapToInt(bin -> bin.path("count").asInt()).sum();
    }

    /** PostgreSQL raises errors where others give infinity or 0. */
    @Test
    void valuesAtTheEndsOfWhatADoubleHoldsFailNowhere() {
        String of = "device=an-extreme&metric=";
        for (String metric : List.of("t", "tiny")) {
            for (String call :
                    List.of(
                            "aggregate?" + of + metric,
                            "aggregate?resolution=PT1M&top=3&" + of + metric,
                            "aggregate?calendar=MINUTE:0-59&" + of + metric,
                            "changes?resolution=PT1M&" + of + metric,
                            "pattern?then=avg&aggregate=sum&" + of + metric,
                            "pattern?then=sum&by=weekday&aggregate=max&" + of + metric,
                            "anomalies?threshold=0.01&" + of + metric,
                            "anomalies?threshold=0.01&method=mad&" + of + metric,
                            "moving-average?window=3&" + of + metric,
                            "moving-average?kind=exponential&" + of + metric,
                            "histogram?" + of + metric,
                            "histogram?min=-1.7976931348623157E308&max=1.7976931348623157E308&"
                                    + of
                                    + metric,
                            "quality?" + of + metric,
                            "correlation?resolution=PT1M&a=an-extreme/t&b=an-extreme/" + metric,
                            "correlation?resolution=PT1M&a=an-2/t&b=an-extreme/" + metric)) {
                get(ANALYSIS + call);
            }
        }
        JsonNode row =
                get(ANALYSIS + "aggregate?group_by=all&" + of + "t").path("aggregates").get(0);
        assertThat(row.path("avg").asDouble()).isCloseTo(3e307, within(1e293));
        assertThat(row.has("sum")).isFalse();
    }

    private JsonNode get(String path) {
        Api.Answer answer = api.get(path);
        assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(200);
        return answer.body();
    }
}
