package io.sluice.query.point;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.sluice.contracts.devices.DeviceState;
import io.sluice.downsampling.Downsampling;
import io.sluice.query.Api;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import io.sluice.query.calendar.CalendarCondition;
import io.sluice.query.tier.Aggregation;
import io.sluice.query.tier.Bucket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

@QueryServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PointBucketsApiTest {
    private static final String POINTS = "/api/v1/devices/pb1/series/t/points";
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Instant SPRING = Instant.parse("2026-03-27T00:00:00Z");
    private static final Instant AUTUMN = Instant.parse("2026-10-23T00:00:00Z");

    @LocalServerPort private int port;

    @Autowired private JdbcTemplate jdbc;
    @Autowired private PointStore store;

    private final List<BucketOracle.Reading> readings = readings();
    private final BucketOracle oracle = new BucketOracle(readings);
    private Api api;

    /** Five days around each change of the clocks in Berlin, every ten minutes, with holes. */
    private static List<BucketOracle.Reading> readings() {
        Random random = new Random(12);
        List<BucketOracle.Reading> readings = new ArrayList<>();
        for (Instant begin : List.of(SPRING, AUTUMN)) {
            for (int i = 0; i < 5 * 144; i++) {
                long time = micros(begin.plus(Duration.ofMinutes(10L * i)).plusMillis(i));
                boolean isHole = i % 200 >= 150 && i % 200 < 175;
                double value = Math.rint(random.nextGaussian() * 1_000) / 16;
                if (!isHole) {
                    int quality = i % 7 == 0 ? 2 : i % 11 == 0 ? 8 : i % 13 == 0 ? 10 : 0;
                    readings.add(new BucketOracle.Reading(time, 0, value, quality));
                    if (i % 50 == 0) {
                        readings.add(new BucketOracle.Reading(time, 1, value + 1, 0));
                    }
                }
            }
        }
        return readings;
    }

    @BeforeAll
    void write() {
        try (ReadingsProducer producer = new ReadingsProducer()) {
            ReadingsProducer.Message message = message("pb1", "buckets").unit("Cel");
            for (BucketOracle.Reading one : readings) {
                message.reading(
                        "t", instant(one.time()), one.ordinal(), one.value(), one.quality());
            }
            producer.send(message);
            ReadingsProducer.Message extreme = message("pb2", "buckets");
            for (int i = 0; i < 12; i++) {
                extreme.reading(
                        "x",
                        SPRING.plusSeconds(60L * i),
                        i % 3 == 2 ? -Double.MAX_VALUE : Double.MAX_VALUE);
            }
            producer.send(extreme);
            ReadingsProducer.Message old = message("pb3", "buckets");
            for (int i = 0; i < 96; i++) {
                old.reading("t", SPRING.plus(Duration.ofMinutes(30L * i)), i);
            }
            producer.send(old);
            ReadingsProducer.Message older = message("pb4", "buckets");
            for (int i = 0; i < 96; i++) {
                older.reading("t", SPRING.plus(Duration.ofMinutes(30L * i)), i);
            }
            producer.send(older);
        }
        await().untilAsserted(() ->
                assertThat(
                                jdbc.queryForObject(
                                        "select count(*) from reading join series s on s.id ="
                                                + " series_id where device_id like 'pb_'",
                                        Long.class))
                        .isEqualTo(readings.size() + 12 + 96 + 96));
        await().untilAsserted(() ->
                assertThat(
                                jdbc.queryForObject(
                                        "select count(*) from rollup_mark join series s on s.id ="
                                                + " series_id where device_id like 'pb_'",
                                        Long.class))
                        .isZero());
        List.of("pb1", "pb2", "pb3", "pb4").forEach(device -> RollupsBySql.fill(jdbc, device));
        forgetFirstDayOf("pb3");
    }

    private void forgetFirstDayOf(String device) {
        String ofDevice = " where series_id in (select id from series where device_id = ?)";
        jdbc.update("delete from reading" + ofDevice + " and ts < '2026-03-28T00:00:00Z'", device);
        jdbc.update(
                "update reading_hourly set raw_gone = true"
                        + ofDevice
                        + " and bucket < '2026-03-28T00:00:00Z'",
                device);
    }

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @ParameterizedTest
    @EnumSource(Aggregation.class)
    void everyAggregateOfEveryTierIsThatOfTheReadings(Aggregation aggregation) {
        boolean inRollups = aggregation.isInRollups();
        for (Map.Entry<String, String> each :
                new TreeMap<>(
                                Map.of(
                                        "PT15M", "raw",
                                        "PT1H", inRollups ? "hourly" : "raw",
                                        "PT5H", inRollups ? "hourly" : "raw",
                                        "P1D", inRollups ? "daily" : "raw",
                                        "P3D", inRollups ? "daily" : "raw"))
                        .entrySet()) {
            Api.Answer answer =
                    api.get(
                            POINTS
                                    + "?resolution="
                                    + each.getKey()
                                    + "&aggregate="
                                    + aggregation.text());

            assertThat(answer.body().path("tier").asString()).isEqualTo(each.getValue());
            assertThat(answer.body().path("bucket").asString()).isEqualTo(each.getKey());
            assertSame(
                    values(answer),
                    oracle.values(
                            Bucket.of(Duration.parse(each.getKey()), UTC),
                            TimeRange.ALL,
                            aggregation,
                            PointBucketsApiTest::all));
            assertThat(answer.body().path("cut").asBoolean()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Aggregation.class)
    void wholeRangeIsOneBucket(Aggregation aggregation) {
        Api.Answer answer = api.get(POINTS + "?resolution=whole&aggregate=" + aggregation.text());

        double expected =
                oracle.values(Bucket.WHOLE, TimeRange.ALL, aggregation, PointBucketsApiTest::all)
                        .firstEntry()
                        .getValue();
        NavigableMap<Long, Double> values = values(answer);
        assertThat(values).hasSize(1);
        assertThat(values.firstKey()).isEqualTo(micros(SPRING));
        assertThat(values.firstEntry().getValue())
                .isEqualTo(expected, within(Math.abs(expected) * 1e-9 + 1e-9));
    }

    @Test
    void severalAggregatesAreColumns() {
        Api.Answer answer =
                api.get(
                        POINTS
                                + "?resolution=hourly&aggregate=min,max,count&to=2026-03-27T01:00:00Z");

        JsonNode point = answer.body().path("points").get(0);
        assertThat(point.propertyNames()).containsExactly("time", "min", "max", "count");
        assertThat(point.path("count").asInt()).isEqualTo(7);
        assertThat(point.path("count").isIntegralNumber()).isTrue();
        assertThat(answer.body().path("aggregate").asString()).isEqualTo("min,max,count");
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, P1D, hourly",
        "Europe/Berlin, P2D, hourly",
        "Asia/Kathmandu, P1D, raw",
        "America/New_York, P7D, hourly",
        "Asia/Kathmandu, PT1H, hourly",
        "Europe/Berlin, PT36H, hourly",
    })
    void localDaysAreThoseOfTheZone(String zone, String width, String tier) {
        for (Aggregation aggregation :
                List.of(Aggregation.AVG, Aggregation.COUNT, Aggregation.RATE)) {
            Api.Answer answer =
                    api.get(
                            POINTS
                                    + "?resolution="
                                    + width
                                    + "&zone="
                                    + zone
                                    + "&aggregate="
                                    + aggregation.text());

            assertThat(answer.body().path("tier").asString()).isEqualTo(tier);
            assertThat(answer.body().path("zone").asString()).isEqualTo(zone);
            assertSame(
                    values(answer),
                    oracle.values(
                            Bucket.of(Duration.parse(width), ZoneId.of(zone)),
                            TimeRange.ALL,
                            aggregation,
                            PointBucketsApiTest::all));
        }
    }

    @Test
    void daysHaveTwentyThreeOrTwentyFiveHoursWhereTheClocksChange() {
        String berlin = POINTS + "?resolution=daily&zone=Europe/Berlin&aggregate=count&from=";
        assertThat(values(api.get(berlin + "2026-03-28T23:00:00Z&to=2026-03-30T22:00:00Z")))
                .containsOnlyKeys(
                        micros(Instant.parse("2026-03-28T23:00:00Z")),
                        micros(Instant.parse("2026-03-29T22:00:00Z")));
        assertThat(values(api.get(berlin + "2026-10-24T22:00:00Z&to=2026-10-26T23:00:00Z")))
                .containsOnlyKeys(
                        micros(Instant.parse("2026-10-24T22:00:00Z")),
                        micros(Instant.parse("2026-10-25T23:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT15M", "PT1H", "P1D"})
    void emptyBucketsAreFilledAsAsked(String width) {
        Bucket bucket = Bucket.of(Duration.parse(width), ZoneId.of("Europe/Berlin"));
        TimeRange range =
                new TimeRange(
                        Instant.parse("2026-03-25T23:00:00Z"),
                        Instant.parse("2026-04-05T22:00:00Z"));
        NavigableMap<Long, Double> real =
                oracle.values(bucket, range, Aggregation.AVG, PointBucketsApiTest::all);
        for (Fill fill : Fill.values()) {
            NavigableMap<Long, Double> expected = new TreeMap<>();
            for (long start = bucket.start(range.fromMicros());
                    start < range.toMicros();
                    start = bucket.next(start)) {
                Double value =
                        real.containsKey(start) ? real.get(start) : filled(fill, start, real);
                if (value != null) {
                    expected.put(start, value);
                }
            }
            assertSame(
                    values(
                            api.get(
                                    POINTS
                                            + "?zone=Europe/Berlin&from=2026-03-25T23:00:00Z&to=2026-04-05T22:00:00Z&resolution="
                                            + width
                                            + "&fill="
                                            + fill.name().toLowerCase(Locale.ROOT))),
                    expected);
        }
    }

    private static @Nullable Double filled(Fill fill, long start, NavigableMap<Long, Double> real) {
        Map.Entry<Long, Double> before = real.lowerEntry(start);
        Map.Entry<Long, Double> after = real.higherEntry(start);
        return switch (fill) {
            case NONE -> null;
            case NULL -> Double.NaN;
            case PREVIOUS -> before == null ? null : before.getValue();
            case LINEAR ->
                    before == null || after == null
                            ? null
                            : Double.valueOf(
                                    before.getValue()
                                            + (after.getValue() - before.getValue())
                                                    * (start - before.getKey())
                                                    / (after.getKey() - before.getKey()));
        };
    }

    @Test
    void emptyBucketCountsNone() {
        NavigableMap<Long, Double> counts =
                values(
                        api.get(
                                POINTS
                                        + "?resolution=hourly&aggregate=count&fill=previous&to=2026-03-29"));

        assertThat(counts).containsValue(0.0);
        assertThat(counts.values().stream().mapToDouble(each -> each).sum())
                .isEqualTo(
                        (double)
                                readings.stream()
                                        .filter(one ->
                                                one.time()
                                                        < micros(
                                                                Instant.parse(
                                                                        "2026-03-29T00:00:00Z")))
                                        .count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "good|0",
                "good,late|0 2",
                "late|2",
                "late,clock_suspect|2 8 10",
                "!clock_suspect|0 2",
                "!late,!clock_suspect|0",
                "imputed|",
            })
    void readingsAreChosenByTheirQuality(String quality, @Nullable String flags) {
        List<Integer> accepted =
                flags == null
                        ? List.of()
                        : List.of(flags.split(" ", -1)).stream().map(Integer::valueOf).toList();
        String filter = "&quality=" + encoded(quality);

        assertSame(
                values(api.get(POINTS + "?resolution=daily&aggregate=sum" + filter)),
                oracle.values(
                        Bucket.of(Duration.ofDays(1), UTC),
                        TimeRange.ALL,
                        Aggregation.SUM,
                        one -> accepted.contains(one.quality())));
        assertThat(values(api.get(POINTS + "?resolution=PT3H&aggregate=last" + filter)))
                .isEqualTo(
                        oracle.values(
                                Bucket.of(Duration.ofHours(3), UTC),
                                TimeRange.ALL,
                                Aggregation.LAST,
                                one -> accepted.contains(one.quality())));
        assertThat(api.get(POINTS + "?resolution=raw" + filter).body().path("points").size())
                .isEqualTo(
                        readings.stream().filter(one -> accepted.contains(one.quality())).count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HOUR:20-23;WEEKDAY:MO-FR|PT1H|hourly",
                "HOUR:20-23;WEEKDAY:SA,SU|PT15M|raw",
                "WEEKDAY:SA|P1D|hourly",
                "MINUTE:0-29|PT1H|raw",
            })
    void calendarChoosesLocalTimes(String calendar, String width, String tier) {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        CalendarCondition condition = CalendarCondition.parse(calendar, berlin);
        Api.Answer answer =
                api.get(
                        POINTS
                                + "?zone=Europe/Berlin&aggregate=sum&resolution="
                                + width
                                + "&calendar="
                                + encoded(calendar));

        assertThat(answer.body().path("tier").asString()).isEqualTo(tier);
        assertSame(
                values(answer),
                oracle.values(
                        Bucket.of(Duration.parse(width), berlin),
                        TimeRange.ALL,
                        Aggregation.SUM,
                        one -> condition.contains(instant(one.time()))));
    }

    @ParameterizedTest
    @EnumSource(Thinning.class)
    void thinnedOutIsWhatTheEngineMakesOfTheReadings(Thinning thinning) {
        NavigableMap<Long, Double> expected = new TreeMap<>();
        TimeRange range = new TimeRange(SPRING, Instant.parse("2026-04-01T00:00:00Z"));
        List<BucketOracle.Reading> inRange =
                readings.stream().filter(one -> one.time() < range.toMicros()).toList();
        Downsampling engine = thinning.begin(range, inRange.size(), 100, expected::put);
        inRange.forEach(one -> engine.add(one.time(), one.value()));
        engine.end();

        for (String resolution : List.of("auto", "raw")) {
            Api.Answer answer =
                    api.get(
                            POINTS
                                    + "?max_points=100&from=2026-03-27&to=2026-04-01&resolution="
                                    + resolution
                                    + "&downsample="
                                    + thinning.text());

            assertThat(values(answer)).isEqualTo(expected);
            assertThat(answer.body().path("points").size()).isLessThanOrEqualTo(100);
            assertThat(answer.body().path("downsample").asString()).isEqualTo(thinning.text());
            assertThat(answer.body().path("rows_read").asInt()).isEqualTo(inRange.size());
        }
    }

    @ParameterizedTest
    @EnumSource(Thinning.class)
    void bucketsAreThinnedOutToo(Thinning thinning) {
        JsonNode body =
                api.get(
                                POINTS
                                        + "?resolution=P1D&zone=Europe/Berlin&max_points=8&downsample="
                                        + thinning.text())
                        .body();

        assertThat(body.path("points").size()).isBetween(1, 8);
        assertThat(body.path("tier").asString()).isEqualTo("hourly");
    }

    @ParameterizedTest
    @CsvSource({
        "resolution=raw&limit=97, asc",
        "resolution=raw&limit=97, desc",
        "resolution=PT15M&limit=50, asc",
        "resolution=PT15M&limit=50, desc",
        "resolution=daily&zone=Europe/Berlin&limit=3, asc",
        "resolution=daily&limit=3, desc",
        "resolution=PT1H&fill=null&limit=24&to=2026-04-02, asc",
    })
    void whatIsCutGoesOnWhereItWasCut(String parameters, String order) {
        String path = POINTS + "?" + parameters + (order.equals("desc") ? "&order=desc" : "");
        List<JsonNode> whole =
                api.get(path.replaceAll("&limit=\\d+", "")).body().path("points").values().stream()
                        .toList();
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode body = api.get(path + cursor).body();
            all.addAll(body.path("points").values());
            cursor = body.has("next") ? "&cursor=" + encoded(body.path("next").asString()) : "";
            assertThat(body.path("cut").asBoolean()).isEqualTo(!cursor.isEmpty());
            pages++;
        } while (!cursor.isEmpty());

        assertThat(pages).isGreaterThan(3);
        assertThat(all).isEqualTo(whole);
    }

    @Test
    void completenessComparesWhatIsThereWithTheIntervalOfTheDevice() {
        try (ReadingsProducer producer = new ReadingsProducer()) {
            producer.register(
                    DeviceState.newBuilder()
                            .setId("pb1")
                            .setVersion(1)
                            .setExpectedIntervalMillis(600_000)
                            .build());
        }
        long found =
                readings.stream()
                        .filter(one -> one.time() < micros(Instant.parse("2026-03-30T00:00:00Z")))
                        .count();
        for (String resolution : List.of("auto", "raw", "PT15M", "hourly", "daily", "whole")) {
            await().untilAsserted(() -> {
                JsonNode completeness =
                        api.get(POINTS + "?from=2026-03-27&to=2026-03-30&resolution=" + resolution)
                                .body()
                                .path("completeness");
                assertThat(completeness.path("expected").asInt()).isEqualTo(3 * 144);
                assertThat(completeness.path("found").asLong()).isEqualTo(found);
                assertThat(completeness.path("share").asDouble())
                        .isEqualTo(found / 432.0, within(1e-12));
            });
        }
    }

    @Test
    void autoGivesReadingsWhereTheyAreFew() {
        JsonNode body = api.get(POINTS + "?from=2026-03-27&to=2026-03-28").body();

        assertThat(body.path("tier").asString()).isEqualTo("raw");
        assertThat(body.has("bucket")).isFalse();
        assertThat(body.path("points").size()).isEqualTo(body.path("rows_read").asInt());
        assertThat(body.path("points").size()).isGreaterThan(100);
        assertThat(body.path("from").asString()).isEqualTo("2026-03-27T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 100, 300})
    void autoGivesNoMorePointsThanWanted(int maxPoints) {
        JsonNode body = api.get(POINTS + "?max_points=" + maxPoints).body();

        assertThat(body.path("points").size()).isBetween(1, maxPoints);
        assertThat(body.path("bucket").isMissingNode()).isFalse();
        assertThat(body.path("from").asString()).isEqualTo("2026-03-27T00:00:00Z");
    }

    @Test
    void extremeValuesAreNoErrors() {
        String path = "/api/v1/devices/pb2/series/x/points?to=2026-03-28&resolution=";
        for (String resolution : List.of("PT5M", "hourly", "daily", "whole")) {
            for (Aggregation aggregation : Aggregation.values()) {
                assertThat(api.get(path + resolution + "&aggregate=" + aggregation.text()).status())
                        .isEqualTo(200);
            }
            JsonNode point =
                    api.get(path + resolution + "&aggregate=avg,sum,p50,stddev,range")
                            .body()
                            .path("points")
                            .get(0);
            assertThat(point.path("avg").asDouble())
                    .isBetween(Double.MAX_VALUE / 4, Double.MAX_VALUE * 0.7);
            assertThat(point.path("p50").asDouble()).isEqualTo(Double.MAX_VALUE);
            assertThat(point.path("sum").isNull()).isTrue();
            assertThat(point.path("stddev").isNull()).isTrue();
            assertThat(point.path("range").isNull()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resolution=raw&from=2026-03-27",
                "resolution=PT15M",
                "resolution=hourly&aggregate=p50",
                "resolution=daily&zone=Asia/Kathmandu",
                "resolution=whole&quality=good",
                "resolution=hourly&calendar=MINUTE:5",
            })
    void readingsThatAreGoneAreRefusedWithWhenTheyBegin(String parameters) {
        Api.Answer answer = api.get("/api/v1/devices/pb3/series/t/points?" + parameters);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("raw_is_gone");
        assertThat(answer.body().path("detail").asString()).contains("2026-03-28T00:00:00Z");
    }

    @Test
    void rollupsAnswerWhereReadingsAreGone() {
        String path = "/api/v1/devices/pb3/series/t/points?";
        JsonNode auto = api.get(path).body();

        assertThat(auto.path("tier").asString()).isEqualTo("hourly");
        assertThat(auto.path("points").size()).isEqualTo(48);
        assertThat(api.get(path + "resolution=raw").body().path("points").size()).isEqualTo(48);
        assertThat(api.get(path + "resolution=PT15M&from=2026-03-28").status()).isEqualTo(200);
        assertThat(
                        values(
                                api.get(
                                        path
                                                + "resolution=whole&aggregate=count&from=2026-03-27T00:15:00Z")))
                .containsValue(96.0);
    }

    @Test
    void daysAnswerWhereHoursAreGoneToo() {
        String ofDevice = " where series_id in (select id from series where device_id = 'pb4')";
        jdbc.update("update reading_hourly set raw_gone = true" + ofDevice);
        jdbc.update("delete from reading" + ofDevice);
        jdbc.update("delete from reading_hourly" + ofDevice + " and bucket < '2026-03-28'");
        jdbc.update(
                "update reading_daily set raw_gone = true"
                        + ofDevice
                        + " and bucket < '2026-03-28'");
        String path = "/api/v1/devices/pb4/series/t/points?";
        JsonNode auto = api.get(path).body();

        assertThat(auto.path("tier").asString()).isEqualTo("daily");
        assertThat(auto.path("from").asString()).isEqualTo("2026-03-27T00:00:00Z");
        assertThat(auto.path("points").size()).isEqualTo(2);
        assertThat(api.get(path + "resolution=hourly").code()).isEqualTo("raw_is_gone");
        assertThat(api.get(path + "from=2026-03-28").body().path("tier").asString())
                .isEqualTo("hourly");
    }

    @Test
    void versionOfAClosedRangeChangesWithItsRollupsAndAnOpenOneHasNone() {
        int series =
                Objects.requireNonNull(
                        jdbc.queryForObject(
                                "select id from series where device_id = 'pb1'", Integer.class));
        TimeRange range = new TimeRange(SPRING, Instant.parse("2026-04-01T00:00:00Z"));
        String before = store.stock(List.of(series), range).version();
        assertThat(before).isNotNull();
        assertThat(store.stock(List.of(series), range).version()).isEqualTo(before);

        jdbc.update(
                "update reading_hourly set version = nextval('rollup_version') where series_id = ?"
                        + " and bucket = '2026-03-28T00:00:00Z'",
                series);

        assertThat(store.stock(List.of(series), range).version()).isNotEqualTo(before);
    }

    private static boolean all(BucketOracle.Reading reading) {
        return reading.value() < Double.POSITIVE_INFINITY;
    }

    private static void assertSame(
            NavigableMap<Long, Double> actual, NavigableMap<Long, Double> expected) {
        assertThat(actual).containsOnlyKeys(expected.keySet().toArray(Long[]::new));
        actual.forEach((start, value) -> {
            double other = expected.getOrDefault(start, 0.0);
            if (Double.isNaN(other)) {
                assertThat(value).isNaN();
            } else {
                assertThat(value)
                        .as("bucket of %s", instant(start))
                        .isEqualTo(other, within(Math.abs(other) * 1e-9 + 1e-9));
            }
        });
    }

    /** By time; NaN for null. */
    private static NavigableMap<Long, Double> values(Api.Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        NavigableMap<Long, Double> values = new TreeMap<>();
        for (JsonNode point : answer.body().path("points").values()) {
            JsonNode value = point.path("value");
            assertThat(
                            values.put(
                                    micros(Instant.parse(point.path("time").asString())),
                                    value.isNull() ? Double.NaN : value.asDouble()))
                    .isNull();
        }
        return values;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
