package io.sluice.query.point;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import io.sluice.query.database.PostgresQueries;
import io.sluice.query.database.PostgresStatement;
import io.sluice.query.tier.Aggregation;
import io.sluice.query.tier.Bucket;
import io.sluice.query.tier.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** How the database reads what points are made of, among readings of a year of twenty series. */
@QueryServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PointPlansTest {
    private static final int SERIES = 20;
    private static final String OF_THIS_TEST =
            " where series_id in (select id from series where device_id = 'plan1')";
    private static final TimeRange YEAR =
            new TimeRange(
                    Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2021-01-01T00:00:00Z"));
    private static final TimeRange DAY =
            new TimeRange(
                    Instant.parse("2020-06-10T00:00:00Z"), Instant.parse("2020-06-11T00:00:00Z"));

    @Autowired private JdbcTemplate jdbc;
    @Autowired private PostgresQueries queries;
    @Autowired private ObjectMapper mapper;

    private List<Integer> series = List.of();

    @BeforeAll
    void write() {
        try (ReadingsProducer producer = new ReadingsProducer()) {
            ReadingsProducer.Message message = message("plan1", "plans");
            for (int month = 1; month <= 12; month++) {
                for (int i = 0; i < SERIES; i++) {
                    message.reading(
                            "m" + i, Instant.parse("2020-%02d-01T00:00:00Z".formatted(month)), 1);
                }
            }
            producer.send(message);
        }
        await().untilAsserted(() ->
                assertThat(
                                jdbc.queryForObject(
                                        "select count(*) from reading" + OF_THIS_TEST, Long.class))
                        .isEqualTo(12 * SERIES));
        series =
                queries.list(
                        "select id from series where device_id = 'plan1'",
                        List.of(),
                        row -> row.getInt(1));
        jdbc.update(
                """
                insert into reading (ts, value, series_id, ordinal, quality)
                select t, 1, id, 0, 0 from series, generate_series(
                    timestamptz '2020-01-01 00:00:00+00', timestamptz '2020-12-31 23:00:00+00', interval '3 hours') t
                where device_id = 'plan1' order by id, t on conflict do nothing
                """);
        jdbc.update(
                """
                insert into reading_hourly (bucket, first_at, last_at, count, sum, sum_squares, min, max, first, last,
                    version, series_id)
                select t, t, t, 1, 1, 1, 1, 1, 1, 1, 1, id from series, generate_series(
                    timestamptz '2020-01-01 00:00:00+00', timestamptz '2020-12-31 23:00:00+00', interval '1 hour') t
                where device_id = 'plan1' order by id, t on conflict do nothing
                """);
        jdbc.execute("analyze reading");
        jdbc.execute("analyze reading_hourly");
    }

    /** Other tests look at all rollups. */
    @AfterAll
    void remove() {
        for (String table : List.of("reading_hourly", "reading_daily", "reading")) {
            jdbc.update("delete from " + table + OF_THIS_TEST);
        }
    }

    @Test
    void readingsOfADayAreReadByIndexFromTheirPartitionAlone() {
        Plan plan =
                explain(
                        PostgresReadings.statement(
                                new ReadingQuery(
                                        series.getFirst(),
                                        DAY,
                                        ReadingFilter.ALL,
                                        PointQuery.Order.ASC,
                                        null,
                                        100_000)));

        assertThat(plan.partitions()).containsExactly("reading_202006");
        assertThat(plan.scannedInFull()).isEmpty();
    }

    @Test
    void pageThatGoesOnReadsNoPartitionsBefore() {
        Plan plan =
                explain(
                        PostgresReadings.statement(
                                new ReadingQuery(
                                        series.getFirst(),
                                        TimeRange.ALL,
                                        ReadingFilter.ALL,
                                        PointQuery.Order.ASC,
                                        new PointPlace(DAY.fromMicros(), 0),
                                        1_000)));

        assertThat(plan.partitions())
                .contains("reading_202006")
                .noneMatch(name -> name.compareTo("reading_202006") < 0);
        assertThat(plan.scannedInFull()).noneMatch(name -> name.startsWith("reading_2020"));
    }

    @Test
    void bucketsOfReadingsOfADayAreReadFromTheirPartitionAlone() {
        Plan plan =
                explain(
                        buckets(
                                series.subList(0, 1),
                                DAY,
                                Tier.RAW,
                                Duration.ofMinutes(15),
                                Set.of(Aggregation.AVG, Aggregation.P90)));

        assertThat(plan.partitions()).containsExactly("reading_202006");
        assertThat(plan.scannedInFull()).isEmpty();
    }

    @Test
    void yearOfHoursOfOneSeriesIsOneRangeOfTheIndex() {
        Plan plan =
                explain(
                        buckets(
                                series.subList(0, 1),
                                YEAR,
                                Tier.HOURLY,
                                Duration.ofHours(12),
                                Set.of(Aggregation.AVG, Aggregation.LAST, Aggregation.STDDEV)));

        assertThat(plan.scannedInFull()).isEmpty();
        assertThat(plan.scans()).hasSize(1);
        JsonNode scan = plan.scans().getFirst();
        assertThat(scan.toString()).contains("series_id = ", "bucket >= ", "bucket < ");
        assertThat(scan.has("Filter")).isFalse();
    }

    @Test
    void dayOfTheFleetIsReadByIndex() {
        Plan plan =
                explain(
                        buckets(
                                series,
                                DAY,
                                Tier.HOURLY,
                                Duration.ofHours(1),
                                Set.of(Aggregation.AVG)));

        assertThat(plan.scannedInFull()).isEmpty();
        assertThat(plan.scans()).hasSize(1);
    }

    @Test
    void stockOfAYearReadsNoReadingsInFull() {
        Plan plan = explain(PostgresStock.statement(series.subList(0, 1), YEAR));

        assertThat(plan.scannedInFull()).noneMatch(name -> name.startsWith("reading"));
        assertThat(plan.partitions()).allMatch(name -> name.startsWith("reading_2020"));
    }

    private static PostgresStatement buckets(
            List<Integer> series,
            TimeRange range,
            Tier tier,
            Duration width,
            Set<Aggregation> aggregations) {
        return PostgresBuckets.statement(
                new BucketQuery(
                        series,
                        Collections.nCopies(series.size(), 0),
                        range,
                        tier,
                        Bucket.of(width, ZoneId.of("UTC")),
                        aggregations,
                        ReadingFilter.ALL,
                        PointQuery.Order.ASC,
                        1_000_000));
    }

    private Plan explain(PostgresStatement statement) {
        String json =
                queries.list(
                                "explain (format json) " + statement.sql(),
                                statement.parameters(),
                                row -> row.getString(1))
                        .getFirst();
        return new Plan(mapper.readTree(json));
    }

    /** What the database would do. */
    private record Plan(JsonNode root) {
        /** The nodes that read a table. */
        List<JsonNode> scans() {
            return root.findParents("Relation Name");
        }

        /** The tables that are read from one end to the other. */
        Set<String> scannedInFull() {
            Set<String> names = new TreeSet<>();
            for (JsonNode scan : scans()) {
                if (scan.path("Node Type").asString().equals("Seq Scan")) {
                    names.add(scan.path("Relation Name").asString());
                }
            }
            return names;
        }

        /** The partitions of readings that are read. */
        Set<String> partitions() {
            Set<String> names = new TreeSet<>();
            for (JsonNode scan : scans()) {
                String name = scan.path("Relation Name").asString();
                if (name.matches("reading_\\d+")) {
                    names.add(name);
                }
            }
            return names;
        }
    }
}
