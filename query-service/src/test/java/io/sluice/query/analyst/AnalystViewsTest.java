package io.sluice.query.analyst;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.contracts.devices.DeviceState;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import io.sluice.query.RollupsByHand;
import io.sluice.testservers.TestServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.assertj.core.data.Percentage;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What the role {@code analyst} can read, and what it cannot do. */
@QueryServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnalystViewsTest {
    private static final Instant BEGIN = Instant.parse("2026-01-20T10:00:30Z");
    private static final int READINGS = 3_000;
    private static final String WHOLE = "'2026-01-01', '2026-02-01'";

    @Autowired private JdbcTemplate jdbc;
    @Autowired private Flyway flyway;

    private final JdbcTemplate analyst = session("");

    /** Connections of the role, each with some settings of its own. */
    private static JdbcTemplate session(String options) {
        Properties settings = new Properties();
        settings.put("options", options);
        DriverManagerDataSource connections =
                new DriverManagerDataSource(TestServers.get().jdbcUrl(), settings);
        connections.setUsername("analyst");
        connections.setPassword(TestServers.get().password());
        return new JdbcTemplate(connections);
    }

    /** A reading each minute for fifty hours. */
    @BeforeAll
    void write() {
        try (ReadingsProducer producer = new ReadingsProducer()) {
            ReadingsProducer.Message message = message("av1", "views");
            for (int i = 0; i < READINGS; i++) {
                message.reading("t", BEGIN.plusSeconds(60L * i), i % 7 + i / 1000.0);
            }
            producer.send(message.unit("Cel"));
            producer.send(message("av2", "views").reading("t", BEGIN, 0, 5, 2 | 8));
            producer.register(
                    DeviceState.newBuilder()
                            .setId("av1")
                            .setName("Station")
                            .putLabels("site", "north")
                            .setExpectedIntervalMillis(60_000)
                            .setVersion(1)
                            .build());
        }
    }

    @BeforeEach
    void awaitReadings() {
        await().untilAsserted(() -> {
            assertThat(longOf("select count(*) from reading where series_id = " + series("av1")))
                    .isEqualTo(READINGS);
            assertThat(
                            longOf(
                                    "select count(*) from rollup_mark where series_id = "
                                            + series("av1")))
                    .isZero();
            assertThat(longOf("select count(*) from device where id = 'av1'")).isEqualTo(1);
            assertThat(series("av2")).isPositive();
        });
        RollupsByHand.make(jdbc, series("av1"), Instant.parse("2027-01-01T00:00:00Z"));
        RollupsByHand.make(jdbc, series("av2"), Instant.parse("2027-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "devices",
                "series",
                "points_raw",
                "points_hourly",
                "points_daily",
                "latest",
                "completeness"
            })
    void viewHasRows(String view) {
        assertThat(
                        analyst.queryForList(
                                "select * from " + view + " where device_id = 'av1' limit 1"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from query.reading",
                "select * from query.series",
                "select * from query.device",
                "select * from query.writer_offset",
                "insert into devices (device_id) values ('evil')",
                "update series set unit = 'K'",
                "delete from points_raw",
                "create table mine (id int)",
                "create temporary table mine (id int)",
                "create view analyst.mine as select 1",
                "create schema mine",
                "set role query"
            })
    void whatIsNotReadingOfViewsIsRefusedEvenIfTheSessionIsNotReadOnly(String statement) {
        JdbcTemplate session = session("-c default_transaction_read_only=off");

        assertThatThrownBy(() -> session.execute(statement))
                .rootCause()
                .message()
                .containsAnyOf(
                        "permission denied", "cannot update view", "cannot delete from view");
    }

    @Test
    void sessionBeginsReadOnlyWithATimeLimit() {
        assertThat(analyst.queryForObject("show default_transaction_read_only", String.class))
                .isEqualTo("on");
        assertThat(analyst.queryForObject("show statement_timeout", String.class))
                .isEqualTo("1min");
        assertThat(analyst.queryForObject("show idle_in_transaction_session_timeout", String.class))
                .isEqualTo("5min");
        assertThat(
                        analyst.queryForObject(
                                "select rolconnlimit from pg_roles where rolname = 'analyst'",
                                Integer.class))
                .isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({
        "raw, 60, '2026-01-21T00:00:00Z', '2026-01-21T01:00:00Z', 1000",
        "raw, 3000, '2026-01-01', '2026-02-01', 3000",
        "hourly, 50, '2026-01-01', '2026-02-01', 2999",
        "hourly, 50, '2026-01-01', '2026-02-01', 50",
        "daily, 3, '2026-01-01', '2026-02-01', 49",
        "daily, 3, '2000-01-01', '2200-01-01', 1",
        "raw, 0, '2026-03-01', '2026-04-01', 1000"
    })
    void tierIsTheFinestThatHasTheRangeInAsManyPoints(
            String tier, int rows, String from, String to, int maxPoints) {
        List<Map<String, @Nullable Object>> points =
                analyst.queryForList(
                        "select * from points_auto('av1', 't', ?::timestamptz, ?::timestamptz, ?)",
                        from,
                        to,
                        maxPoints);

        assertThat(points).hasSize(rows);
        assertThat(points).allMatch(point -> tier.equals(point.get("tier")));
    }

    @Test
    void pointsAreWhatPlainSqlSays() {
        String readings = "from query.reading where series_id = " + series("av1");
        assertThat(
                        auto(
                                "ts, value, ordinal, quality",
                                "'2026-01-20T12:00:00Z', '2026-01-20T12:30:00Z'",
                                1000))
                .hasSize(30)
                .isEqualTo(
                        jdbc.queryForList(
                                "select ts, value, ordinal, quality "
                                        + readings
                                        + " and ts >= '2026-01-20T12:00:00Z' and ts <"
                                        + " '2026-01-20T12:30:00Z' order by ts"));
        for (String[] tier : new String[][] {{"hour", "2999"}, {"day", "3"}}) {
            String bucket = "date_trunc('" + tier[0] + "', ts, 'UTC')";
            assertThat(
                            auto(
                                    "ts, round(value::numeric, 9) as mean, min, max, count, first,"
                                            + " last",
                                    WHOLE,
                                    Integer.parseInt(tier[1])))
                    .isEqualTo(
                            jdbc.queryForList(
                                    "select "
                                            + bucket
                                            + " as ts, round(avg(value)::numeric, 9) as mean,"
                                            + " min(value), max(value), count(*), (array_agg(value"
                                            + " order by ts))[1] as first, (array_agg(value order"
                                            + " by ts desc))[1] as last "
                                            + readings
                                            + " group by "
                                            + bucket
                                            + " order by "
                                            + bucket));
        }
    }

    private List<Map<String, @Nullable Object>> auto(String columns, String range, int maxPoints) {
        return analyst.queryForList(
                "select "
                        + columns
                        + " from points_auto('av1', 't', "
                        + range
                        + ", "
                        + maxPoints
                        + ") as p order by p.ts");
    }

    @ParameterizedTest
    @CsvSource({"raw, 3000", "hourly, 60", "daily, 3"})
    void branchesOfOtherTiersAreNotRun(String tier, int maxPoints) {
        JsonNode plan =
                explain("select * from points_auto('av1', 't', " + WHOLE + ", " + maxPoints + ")");

        List<String> run = new ArrayList<>();
        for (JsonNode branch : plan.path("Plans")) {
            String filter = branch.path("One-Time Filter").asString("");
            for (JsonNode scan : branch.path("Plans")) {
                if (scan.path("Parent Relationship").asString().equals("Outer")
                        && scan.path("Actual Loops").asInt() > 0) {
                    run.add(filter.replaceAll(".*'(\\w+)'.*", "$1"));
                }
            }
        }
        assertThat(plan.path("Plans").size()).isGreaterThanOrEqualTo(3);
        assertThat(run).containsExactly(tier);
    }

    @Test
    void partitionsOutsideOfTheRangeAreNotInThePlan() {
        JsonNode plan =
                explain("select * from points_auto('av1', 't', '2026-01-20', '2026-01-21', 3000)");

        assertThat(plan.toString()).contains("reading_202601").doesNotContain("reading_202602");
        assertThat(plan.toString()).doesNotContain("reading_2026112");
    }

    private JsonNode explain(String sql) {
        String plan =
                analyst.queryForObject(
                        "explain (analyze, timing off, format json) " + sql, String.class);
        return new ObjectMapper().readTree(String.valueOf(plan)).get(0).path("Plan");
    }

    @Test
    void fewReadingsThatAreGoneAreToldByTheirHours() {
        int series = series("av2");
        assertThat(tiers("av2")).containsExactly("raw");
        jdbc.update("update reading_hourly set raw_gone = true where series_id = ?", series);
        assertThat(tiers("av2")).containsExactly("hourly");
        jdbc.update("update reading_daily set raw_gone = true where series_id = ?", series);
        assertThat(tiers("av2")).containsExactly("daily");
        jdbc.update("update reading_hourly set raw_gone = false where series_id = ?", series);
        jdbc.update("update reading_daily set raw_gone = false where series_id = ?", series);
    }

    private List<@Nullable String> tiers(String device) {
        return analyst.queryForList(
                "select tier from points_auto('" + device + "', 't', " + WHOLE + ")", String.class);
    }

    @Test
    void viewTakesTheRangeFromTheSession() {
        assertThat(
                        session("-c sluice.range_from=2026-01-01 -c sluice.range_to=2026-02-01")
                                .queryForList(
                                        """
                                        select distinct device_id || ' ' || tier as chosen from points_auto
                                        where device_id in ('av1', 'av2') order by 1
                                        """,
                                        String.class))
                .containsExactly("av1 hourly", "av2 raw");
        assertThatThrownBy(() -> analyst.queryForList("select * from points_auto"))
                .rootCause()
                .hasMessageContaining("sluice.range_from is not set");
    }

    @Test
    void latestIsTheReadingItselfAndItsRollupWhereThatIsGone() {
        assertThat(analyst.queryForMap("select * from latest where device_id = 'av2'"))
                .containsEntry("value", 5.0)
                .containsEntry("quality", 10);
        assertThat(longOf("select count(*) from analyst.latest where device_id = 'av1'"))
                .isEqualTo(1);
        Map<String, @Nullable Object> raw =
                jdbc.queryForMap(
                        "select ts, value from reading where series_id = ? order by ts desc limit"
                                + " 1",
                        series("av1"));
        assertThat(analyst.queryForMap("select ts, value from latest where device_id = 'av1'"))
                .isEqualTo(raw);
    }

    @Test
    void flagsAreNamedAndCompletenessIsTold() {
        assertThat(
                        analyst.queryForObject(
                                "select array_to_string(quality_flags, ',') from points_raw where"
                                        + " device_id = 'av2'",
                                String.class))
                .isEqualTo("late,clock_suspect");
        assertThat(
                        analyst.queryForObject(
                                "select round(completeness::numeric, 3) from completeness where"
                                        + " device_id = 'av1' and ts = '2026-01-21T00:00:00Z'",
                                Double.class))
                .isEqualTo(1.0);
        assertThat(
                        analyst.queryForObject(
                                "select round(expected::numeric) from completeness where device_id"
                                        + " = 'av1' and ts = '2026-01-20T00:00:00Z'",
                                Integer.class))
                .isEqualTo(1_440);
    }

    @Test
    void meanAndDeviationOfExtremeValuesAreNumbers() {
        assertThat(
                        analyst.queryForObject(
                                "select mean(2, 0, 2 * 1.7e288, 1.7e308, 1.7976931348623157e308)",
                                Double.class))
                .isCloseTo(1.7e308, Percentage.withPercentage(1e-9));
        assertThat(analyst.queryForObject("select deviation(2, 0, 0, 1e200, 1e200)", Double.class))
                .isNull();
        assertThat(analyst.queryForObject("select deviation(2, 4, 10, 1, 3)", Double.class))
                .isEqualTo(Math.sqrt(2));
    }

    @Test
    void viewsComeBackAtTheNextStart() {
        jdbc.execute("drop view analyst.completeness");
        jdbc.execute("comment on schema analyst is 'of an earlier version'");
        flyway.migrate();
        assertThat(longOf("select count(*) from analyst.completeness")).isPositive();
        assertThat(analyst.queryForList("select * from completeness limit 1")).hasSize(1);

        jdbc.execute("revoke usage on schema analyst from analyst");
        flyway.migrate();
        assertThat(analyst.queryForList("select * from completeness limit 1")).hasSize(1);
    }

    private int series(String device) {
        return jdbc
                .queryForList("select id from series where device_id = ?", Integer.class, device)
                .stream()
                .findFirst()
                .orElse(0);
    }

    private long longOf(String sql) {
        Long number = jdbc.queryForObject(sql, Long.class);
        return number == null ? -1 : number;
    }
}
