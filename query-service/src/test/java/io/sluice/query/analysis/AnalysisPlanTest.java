package io.sluice.query.analysis;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import io.sluice.query.database.PostgresQueries;
import io.sluice.query.database.PostgresStatement;
import io.sluice.query.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The statements read what is in the range, by the index, and leave out the other partitions. */
@QueryServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnalysisPlanTest {
    /** Not so long ago that partitions are months. */
    private final Instant begin =
            Instant.now().truncatedTo(ChronoUnit.DAYS).minus(20, ChronoUnit.DAYS);

    private static final int DAYS = 5;
    private static final int READINGS_A_DAY = 720;
    private static final int SERIES = 10;

    @Autowired private PostgresQueries queries;
    @Autowired private PostgresSource source;
    @Autowired private Selections selections;
    @Autowired private JdbcTemplate jdbc;
    @Autowired private ObjectMapper mapper;

    @BeforeAll
    void write() {
        try (ReadingsProducer producer = new ReadingsProducer()) {
            for (int series = 0; series < SERIES; series++) {
                for (int day = 0; day < DAYS; day++) {
                    ReadingsProducer.Message message = message("plan-" + series, "plan");
                    for (int i = 0; i < READINGS_A_DAY; i++) {
                        message.reading(
                                "t", begin.plus(Duration.ofDays(day)).plusSeconds(120L * i), i);
                    }
                    producer.send(message);
                }
            }
        }
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() ->
                        assertThat(
                                        jdbc.queryForObject(
                                                "select count(*) from reading where series_id in"
                                                    + " (select id from series where device_id like"
                                                    + " 'plan-%')",
                                                Long.class))
                                .isEqualTo((long) SERIES * DAYS * READINGS_A_DAY));
        Rollups.compute(jdbc, "plan-");
        await().untilAsserted(() ->
                assertThat(
                                jdbc.queryForList(
                                        "select hour from rollup_mark where series_id in (select id"
                                                + " from series where device_id like 'plan-%')"))
                        .isEmpty());
        jdbc.execute("analyze reading");
        jdbc.execute("analyze reading_hourly");
        assumeTrue(
                !queries.list(
                                "select from pg_partitioned_table where partrelid ="
                                        + " 'reading'::regclass",
                                List.of(),
                                _ -> 1)
                        .isEmpty(),
                "the table is a hypertable on this server");
    }

    private Instant day(int number) {
        return begin.plus(number, ChronoUnit.DAYS);
    }

    private String partition(int day) {
        return "reading_" + day(day).toString().substring(0, 10).replace("-", "");
    }

    private Selection selection(Instant from, Instant to) {
        return selections.eachSeries(
                new Parameters(
                        Map.of(
                                "device", new String[] {"plan-1"},
                                "from", new String[] {from.toString()},
                                "to", new String[] {to.toString()})));
    }

    @Test
    void readingsComeByTheIndexOfThePartitionsInTheRange() {
        JsonNode plan = plan(source.readings(selection(day(1), day(3))));

        assertThat(sequentialScans(plan)).isEmpty();
        assertThat(executed(plan)).containsExactlyInAnyOrder(partition(1), partition(2));
    }

    @Test
    void hoursComeByTheIndexAndTheirEdgesFromOnePartitionEach() {
        JsonNode plan =
                plan(
                        source.summed(
                                        selection(
                                                day(1).plusSeconds(1800), day(3).plusSeconds(9000)),
                                        true)
                                .sql());

        assertThat(sequentialScans(plan)).isEmpty();
        assertThat(executed(plan)).contains("reading_hourly", partition(1), partition(3));
        assertThat(executed(plan)).doesNotContain(partition(0), partition(2), partition(4));
    }

    @Test
    void latestReadsFromTheLastHourOnly() {
        List<Series> series = selection(day(1), day(3)).series();
        JsonNode plan = plan(PostgresLatest.statement(series));

        assertThat(sequentialScans(plan)).isEmpty();
        assertThat(executed(plan))
                .contains(partition(DAYS - 1))
                .doesNotContain(partition(0), partition(1), partition(2), partition(3));
    }

    private JsonNode plan(PostgresStatement statement) {
        String text =
                queries.list(
                                "explain (analyze, format json) " + statement.sql(),
                                statement.parameters(),
                                row -> row.getString(1))
                        .getFirst();
        return mapper.readTree(text).get(0).path("Plan");
    }

    private static List<String> sequentialScans(JsonNode plan) {
        return tables(plan, "Seq Scan", false).stream()
                .filter(table -> table.startsWith("reading"))
                .toList();
    }

    private static List<String> executed(JsonNode plan) {
        return tables(plan, "Scan", true);
    }

    private static List<String> tables(JsonNode node, String type, boolean executed) {
        List<String> found = new ArrayList<>();
        if (node.path("Node Type").asString("").contains(type)
                && node.has("Relation Name")
                && (!executed || node.path("Actual Loops").asInt(0) > 0)) {
            found.add(node.path("Relation Name").asString());
        }
        node.path("Plans").values().forEach(child -> found.addAll(tables(child, type, executed)));
        return found;
    }
}
