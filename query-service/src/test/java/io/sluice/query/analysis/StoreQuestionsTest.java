package io.sluice.query.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.sluice.query.Api;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/**
 * The questions of the appendix of "A Lightweight Time-Series Store", taxi Q1 to Q7 and energy Q1
 * to Q7, each in one call. The answers are compared with plain SQL over the rows of the files.
 *
 * <p>The taxi sample begins in January 2021 and has hardly more than its first day; so the dates
 * are others: weekday pickups in January 2021 for November 2013, winter for summer, 2021-01-01 for
 * 2013-11-25, and a vendor for a vehicle, which the newer files do not name. Of houses there is
 * one: the second is the same from its fourth day on, three days earlier.
 */
@QueryServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreQuestionsTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final DateTimeFormatter TRIP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("dd/MM/uuuu HH:mm:ss");
    private static final Duration SHIFT = Duration.ofDays(3);
    private static final int READINGS_PER_MESSAGE = 3_000;

    private static final String TAXI =
            "/api/v1/analysis/%s?device=store-taxi-1&device=store-taxi-2"
                    + "&zone=America/New_York&metric=";
    private static final String POWER =
            "/api/v1/analysis/%s?zone=Europe/Paris&metric=power&device=store-H1";
    private static final String HOUSES = POWER + "&device=store-H2";

    @LocalServerPort private int port;
    @Autowired private JdbcTemplate jdbc;

    private final Map<String, Integer> ordinals = new HashMap<>();
    private final Map<String, ReadingsProducer.Message> messages = new HashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();
    private Api api;

    @BeforeAll
    void load() {
        api = new Api(port);
        jdbc.execute("drop table if exists store_trip, store_power");
        jdbc.execute(
                "create table store_trip (vendor text, pickup timestamp, dropoff timestamp,"
                        + " passengers double precision, distance double precision)");
        jdbc.execute(
                "create table store_power (house text, at timestamp, voltage double precision,"
                        + " intensity double precision)");
        try (ReadingsProducer producer = new ReadingsProducer()) {
            loadTrips(producer);
            loadPower(producer);
            messages.values().forEach(producer::send);
        }
        long expected =
                longOf("select 3 * count(*) from store_trip")
                        + longOf("select count(*) from store_power");
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(stored()).isEqualTo(expected));
        Rollups.compute(jdbc, "store-");
    }

    private long stored() {
        return longOf(
                "select count(*) from reading where series_id in (select id from series where"
                        + " device_id like 'store-%')");
    }

    private long longOf(String statement) {
        return Objects.requireNonNull(jdbc.queryForObject(statement, Long.class));
    }

    @AfterAll
    void dropTables() {
        jdbc.execute("drop table store_trip, store_power");
    }

    private void loadTrips(ReadingsProducer producer) {
        List<Object[]> rows = new ArrayList<>();
        for (String[] row : rows("nyc_yellow_taxi_2021-01_first22792.csv.gz")) {
            LocalDateTime pickup = LocalDateTime.parse(row[1], TRIP);
            LocalDateTime dropoff = LocalDateTime.parse(row[2], TRIP);
            double passengers = Double.parseDouble(row[3]);
            double distance = Double.parseDouble(row[4]);
            String device = "store-taxi-" + row[0];
            int ordinal = ordinals.merge(row[0] + row[1], 1, Integer::sum) - 1;
            reading(
                    producer,
                    device,
                    "trip_seconds",
                    pickup,
                    NEW_YORK,
                    ordinal,
                    (double) Duration.between(pickup, dropoff).toSeconds());
            reading(producer, device, "passenger_count", pickup, NEW_YORK, ordinal, passengers);
            reading(producer, device, "trip_distance", pickup, NEW_YORK, ordinal, distance);
            rows.add(new Object[] {row[0], pickup, dropoff, passengers, distance});
        }
        jdbc.batchUpdate("insert into store_trip values (?, ?, ?, ?, ?)", rows);
    }

    private void loadPower(ReadingsProducer producer) {
        List<Object[]> rows = new ArrayList<>();
        LocalDateTime begin = LocalDateTime.parse("2006-12-16T17:24:00").plus(SHIFT);
        for (String[] row : rows("uci_household_power_first13days.csv.gz")) {
            if (row[1].equals("?") || row[1].isEmpty()) {
                continue;
            }
            LocalDateTime at = LocalDateTime.parse(row[0], MINUTE);
            double voltage = Double.parseDouble(row[1]);
            double intensity = Double.parseDouble(row[2]);
            rows.add(new Object[] {"H1", at, voltage, intensity});
            reading(producer, "store-H1", "power", at, PARIS, 0, voltage * intensity);
            if (!at.isBefore(begin)) {
                rows.add(new Object[] {"H2", at.minus(SHIFT), voltage, intensity});
                reading(
                        producer,
                        "store-H2",
                        "power",
                        at.minus(SHIFT),
                        PARIS,
                        0,
                        voltage * intensity);
            }
        }
        jdbc.batchUpdate("insert into store_power values (?, ?, ?, ?)", rows);
    }

    private void reading(
            ReadingsProducer producer,
            String device,
            String metric,
            LocalDateTime time,
            ZoneId zone,
            int ordinal,
            double value) {
        messages.computeIfAbsent(device, _ -> ReadingsProducer.message(device, "store"))
                .reading(metric, time.atZone(zone).toInstant(), ordinal, value, 0);
        if (sizes.merge(device, 1, Integer::sum) % READINGS_PER_MESSAGE == 0) {
            producer.send(Objects.requireNonNull(messages.remove(device)));
        }
    }

    private static List<String[]> rows(String file) {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(
                                        Objects.requireNonNull(
                                                StoreQuestionsTest.class.getResourceAsStream(
                                                        "/analysis/" + file))),
                                StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void taxi1PickupsAfter8pm() {
        assertThat(
                        ofAll(
                                TAXI
                                        + "trip_seconds&group_by=all&aggregate=count&calendar=HOUR:20-23",
                                "count"))
                .isEqualTo(
                        sql(
                                "select count(*) from store_trip where extract(hour from pickup) >="
                                        + " 20"));
    }

    @Test
    void taxi2PickupsOnWeekdaysInJanuary2021() {
        assertThat(
                        ofAll(
                                TAXI
                                        + "trip_seconds&group_by=all&aggregate=count"
                                        + "&calendar=WEEKDAY:MO-FR;MONTH:1;YEAR:2021",
                                "count"))
                .isEqualTo(
                        sql(
                                """
                                select count(*) from store_trip where extract(dow from pickup) between 1 and 5
                                    and extract(month from pickup) = 1 and extract(year from pickup) = 2021
                                """));
    }

    @Test
    void taxi3AverageTimeOfWeekdayTripsInWinter() {
        assertThat(
                        ofAll(
                                TAXI
                                        + "trip_seconds&group_by=all&aggregate=avg"
                                        + "&calendar=MONTH:11-2;WEEKDAY:MO-FR",
                                "avg"))
                .isCloseTo(
                        sql(
                                """
                                select avg(extract(epoch from dropoff - pickup)) from store_trip
                                where (extract(month from pickup) >= 11 or extract(month from pickup) <= 2)
                                    and extract(dow from pickup) > 0 and extract(dow from pickup) < 6
                                """),
                        within(1e-9));
    }

    @Test
    void taxi4ShortestAndLongestTripOfADay() {
        String call =
                TAXI
                        + "trip_seconds&group_by=all&aggregate=min,max&calendar=YEAR:2021;MONTH:1;DAY:1";
        String day = " from store_trip where pickup::date = date '2021-01-01'";

        assertThat(ofAll(call, "min"))
                .isEqualTo(sql("select min(extract(epoch from dropoff - pickup))" + day));
        assertThat(ofAll(call, "max"))
                .isEqualTo(sql("select max(extract(epoch from dropoff - pickup))" + day));
    }

    @Test
    void taxi5DistanceOfOneVendorBetween9And12() {
        String call =
                "/api/v1/analysis/%s?device=store-taxi-2&metric=trip_distance&zone=America/New_York"
                        + "&group_by=all&aggregate=sum&calendar=HOUR:9-11";

        assertThat(ofAll(call, "sum"))
                .isCloseTo(
                        sql(
                                """
                                select sum(distance) from store_trip
                                where extract(hour from pickup) >= 9 and extract(hour from pickup) < 12 and vendor = '2'
                                """),
                        within(1e-6));
    }

    @Test
    void taxi6PassengersOnSaturdayAndSunday() {
        assertThat(
                        ofAll(
                                TAXI
                                        + "passenger_count&group_by=all&aggregate=sum&calendar=WEEKDAY:SA,SU",
                                "sum"))
                .isEqualTo(
                        sql(
                                "select sum(passengers) from store_trip where extract(dow from"
                                        + " pickup) in (0, 6)"));
    }

    @Test
    void taxi7PassengersOfEachDayOfTheWeek() {
        JsonNode body =
                get(
                        TAXI.formatted("pattern")
                                + "passenger_count&group_by=all&by=weekday&aggregate=sum");

        assertThat(pairs(body.path("pattern"), "weekday", "sum"))
                .isEqualTo(
                        jdbc.query(
                                "select extract(isodow from pickup), sum(passengers) from"
                                        + " store_trip group by 1 order by 1",
                                (row, _) -> row.getInt(1) + "=" + row.getDouble(2)))
                .hasSize(3);
    }

    @Test
    void energy1HourlyAverageOfOneHouse() {
        JsonNode body = get(POWER.formatted("pattern") + "&by=hour&aggregate=avg");
        List<HourOfHouse> expected =
                hours(
                        "select extract(hour from at)::int as hour, avg(voltage * intensity) as"
                            + " power from store_power where house = 'H1' group by 1 order by 1");

        JsonNode pattern = body.path("series").get(0).path("pattern");
        assertThat(body.path("tier").asString()).isEqualTo("hourly");
        assertThat(pattern.size()).isEqualTo(24).isEqualTo(expected.size());
        for (int i = 0; i < 24; i++) {
            assertThat(pattern.get(i).path("hour").asInt()).isEqualTo(expected.get(i).hour());
            assertThat(pattern.get(i).path("avg").asDouble())
                    .isCloseTo(expected.get(i).power(), within(1e-6));
        }
    }

    @Test
    void energy2MaximumOfEachHouseByDay() {
        JsonNode series =
                get(HOUSES.formatted("aggregate") + "&aggregate=max&calendar=HOUR:9-20")
                        .path("series");

        assertThat(pairs(series, "device_id", "aggregates", "max"))
                .isEqualTo(
                        jdbc.query(
                                """
                                select house, max(voltage * intensity) from store_power
                                where extract(hour from at) > 8 and extract(hour from at) <= 20
                                group by house order by house
                                """,
                                (row, _) -> "store-" + row.getString(1) + "=" + row.getDouble(2)))
                .hasSize(2);
    }

    @Test
    void energy3HighestHourlyAverageOfEachHouse() {
        JsonNode series =
                get(HOUSES.formatted("pattern") + "&by=hour&aggregate=avg&top=1").path("series");
        List<HourOfHouse> expected =
                hours(
                        """
                        select distinct on (house) house, hour, power from (
                            select house, extract(hour from at)::int as hour, avg(voltage * intensity) as power
                            from store_power group by 1, 2
                        ) hourlies order by house, power desc
                        """);

        assertThat(series.size()).isEqualTo(2);
        for (int i = 0; i < 2; i++) {
            JsonNode highest = series.get(i).path("pattern");
            assertThat(highest.size()).isEqualTo(1);
            assertThat(highest.get(0).path("hour").asInt()).isEqualTo(expected.get(i).hour());
            assertThat(highest.get(0).path("avg").asDouble())
                    .isCloseTo(expected.get(i).power(), within(1e-6));
        }
    }

    @Test
    void energy4TopTen5MinutePeriodsOfOneHouse() {
        JsonNode buckets =
                get(POWER.formatted("aggregate") + "&resolution=PT5M&aggregate=avg&top=10")
                        .path("series")
                        .get(0)
                        .path("buckets");
        List<Double> expected =
                doubles(
                        """
                        select avg(voltage * intensity) from store_power where house = 'H1'
                        group by extract(epoch from at)::int / 300 order by 1 desc limit 10
                        """);

        assertThat(buckets.size()).isEqualTo(10);
        for (int i = 0; i < 10; i++) {
            assertThat(buckets.get(i).path("avg").asDouble())
                    .isCloseTo(expected.get(i), within(1e-6));
        }
    }

    @Test
    void energy5SamplesBetweenTwoTimes() {
        assertThat(
                        ofAll(
                                HOUSES
                                        + "&group_by=all&aggregate=count&from=2006-12-20T09:35:00%%2B01:00"
                                        + "&to=2006-12-20T09:39:00.000001%%2B01:00",
                                "count"))
                .isEqualTo(
                        sql(
                                "select count(*) from store_power where at >= '2006-12-20 09:35:00'"
                                        + " and at <= '2006-12-20 09:39:00'"))
                .isEqualTo(10);
    }

    @Test
    void energy6AverageOfWeekdayMaximaOfEachHouse() {
        JsonNode series =
                get(HOUSES.formatted("pattern") + "&by=weekday&aggregate=max&then=avg")
                        .path("series");
        List<Double> expected =
                doubles(
                        """
                        with weekday_max (house, day, power) as (
                            select house, extract(dow from at), max(voltage * intensity) from store_power group by 1, 2)
                        select avg(power) from weekday_max group by house order by house
                        """);

        assertThat(series.size()).isEqualTo(2);
        for (int i = 0; i < 2; i++) {
            JsonNode row = series.get(i).path("pattern").get(0);
            assertThat(row.path("avg").asDouble()).isCloseTo(expected.get(i), within(1e-6));
            assertThat(row.path("buckets").asInt()).isEqualTo(7);
        }
    }

    @Test
    void energy7SamplesBetween5pmAnd9pmOnWednesday() {
        assertThat(
                        ofAll(
                                HOUSES
                                        + "&group_by=all&aggregate=count&calendar=WEEKDAY:WE;HOUR:17-20",
                                "count"))
                .isEqualTo(
                        sql(
                                """
                                select count(*) from store_power
                                where extract(dow from at) = 3 and extract(hour from at) between 17 and 20
                                """));
    }

    private double ofAll(String call, String member) {
        return get(call.formatted("aggregate")).path("aggregates").get(0).path(member).asDouble();
    }

    private double sql(String statement) {
        return Objects.requireNonNull(jdbc.queryForObject(statement, Double.class));
    }

    private JsonNode get(String path) {
        Api.Answer answer = api.get(path);
        assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(200);
        return answer.body();
    }

    private List<HourOfHouse> hours(String statement) {
        return jdbc.query(
                statement, (row, _) -> new HourOfHouse(row.getInt("hour"), row.getDouble("power")));
    }

    private List<Double> doubles(String statement) {
        return jdbc.query(statement, (row, _) -> row.getDouble(1));
    }

    private record HourOfHouse(int hour, double power) {}

    private static List<String> pairs(JsonNode rows, String key, String value) {
        return rows.values().stream()
                .map(row -> row.path(key).asString() + "=" + row.path(value).asDouble())
                .toList();
    }

    private static List<String> pairs(JsonNode series, String key, String rows, String value) {
        return series.values().stream()
                .map(one ->
                        one.path(key).asString()
                                + "="
                                + one.path(rows).get(0).path(value).asDouble())
                .toList();
    }
}
