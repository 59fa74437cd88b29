package io.sluice.query.point;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import io.sluice.query.RollupsByHand;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The latest reading and the span of a series, with rollups, without them, and without readings.
 */
@QueryServiceTest
class LatestReadingsTest {
    private static final Instant OLD = Instant.parse("2012-03-05T10:15:00Z");
    private static final Instant NEWER = Instant.parse("2013-04-05T10:15:00Z");
    private static final Instant NEW = Instant.parse("2026-01-21T12:30:00Z");
    private static ReadingsProducer producer;

    @Autowired private JdbcTemplate jdbc;
    @Autowired private PointStore store;

    @BeforeAll
    static void open() {
        producer = new ReadingsProducer();
    }

    @AfterAll
    static void close() {
        producer.close();
    }

    @Test
    void latestIsFoundBeforeThereAreRollups() {
        int series = written("lr1");

        assertThat(store.latest(series)).hasValue(point(NEW, 1, 4));
        assertThat(store.spans(List.of(series))).containsExactly(span(series, OLD, NEW));
    }

    @Test
    void readingAfterTheNewestRollupIsTheLatest() {
        int series = written("lr2");
        RollupsByHand.make(jdbc, series, NEW.minusSeconds(3_600));

        assertThat(store.latest(series)).hasValue(point(NEW, 1, 4));
        RollupsByHand.make(jdbc, series, NEW.plusSeconds(3_600));
        assertThat(store.latest(series)).hasValue(point(NEW, 1, 4));
    }

    @Test
    void latestReadingThatIsGoneIsToldByItsRollup() {
        int series = written("lr3");
        RollupsByHand.make(jdbc, series, NEW.plusSeconds(3_600));
        jdbc.update("delete from reading where series_id = ?", series);

        assertThat(store.latest(series)).hasValue(point(NEW, 0, 4));
        assertThat(store.spans(List.of(series))).containsExactly(span(series, OLD, NEW));

        jdbc.update("delete from reading_hourly where series_id = ?", series);
        assertThat(store.latest(series)).hasValue(point(NEW, 0, 4));
        assertThat(store.spans(List.of(series))).containsExactly(span(series, OLD, NEW));
    }

    /** A late reading that the rollups do not tell of yet, nor of the one that is newest. */
    @Test
    void spanKnowsWhatIsMarked() {
        int series = written("lr4");
        jdbc.update("delete from reading where series_id = ? and ts < ?", series, timestamp(NEWER));
        RollupsByHand.make(jdbc, series, NEW.minusSeconds(3_600));
        jdbc.update(
                """
                with late as (insert into reading values (?, 7, ?, 0, 0) returning ts, series_id)
                insert into rollup_mark (hour, since, series_id)
                select date_bin('1 hour', ts, timestamptz 'epoch'), ts, series_id from late
                """,
                timestamp(OLD.plusSeconds(60)),
                series);

        assertThat(store.spans(List.of(series)))
                .containsExactly(span(series, OLD.plusSeconds(60), NEW));
    }

    @Test
    void seriesWithoutAnythingHasNeitherLatestNorSpan() {
        int series =
                Objects.requireNonNull(
                        jdbc.queryForObject(
                                "insert into series (device_id, metric) values ('lr5', 't')"
                                        + " returning id",
                                Integer.class));

        assertThat(store.latest(series)).isEmpty();
        assertThat(store.spans(List.of(series))).isEmpty();
    }

    @Test
    void partitionsBeforeTheNewestRollupAreLeftOut() {
        int series = written("lr6");
        assumeTrue(
                Boolean.TRUE.equals(
                        jdbc.queryForObject(
                                "select exists (select from pg_partitioned_table where partrelid ="
                                        + " 'reading'::regclass)",
                                Boolean.class)),
                "a hypertable has no partitions of this name");

        List<String> all = partitions(PostgresLatestReadings.LATEST_SINCE, series, Instant.EPOCH);
        List<String> some = partitions(PostgresLatestReadings.LATEST_SINCE, series, NEW);

        assertThat(all).contains("reading_201203", "reading_201304");
        assertThat(some).isNotEmpty().hasSizeLessThan(all.size());
        assertThat(some).allMatch(name -> name.compareTo("reading_202601") >= 0);
    }

    private List<String> partitions(String sql, int series, Instant since) {
        String plan =
                jdbc.queryForObject(
                        "explain (format json) " + sql, String.class, series, timestamp(since));
        return Pattern.compile("\"Relation Name\": \"(reading_\\d+)\"")
                .matcher(String.valueOf(plan))
                .results()
                .map((MatchResult result) -> result.group(1))
                .distinct()
                .toList();
    }

    /** Three readings, the newest twice at one time. */
    private int written(String device) {
        producer.send(
                message(device, "latest")
                        .reading("t", OLD, 1)
                        .reading("t", NEWER, 2)
                        .reading("t", NEW, 0, 3, 0)
                        .reading("t", NEW, 1, 4, 0));
        await().untilAsserted(() -> {
            assertThat(count("reading", device)).isEqualTo(4);
            // The refresher is done: it does not roll up again what this test rolls up by hand.
            assertThat(count("rollup_mark", device)).isZero();
        });
        int series =
                Optional.ofNullable(
                                jdbc.queryForObject(
                                        "select id from series where device_id = ?",
                                        Integer.class,
                                        device))
                        .orElseThrow();
        jdbc.update("delete from reading_hourly where series_id = ?", series);
        jdbc.update("delete from reading_daily where series_id = ?", series);
        return series;
    }

    private long count(String table, String device) {
        return Optional.ofNullable(
                        jdbc.queryForObject(
                                "select count(*) from "
                                        + table
                                        + " join series s on s.id = series_id where device_id = ?",
                                Long.class,
                                device))
                .orElseThrow();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Point point(Instant time, int ordinal, double value) {
        return new Point(micros(time), ordinal, value, 0);
    }

    private static Span span(int series, Instant first, Instant last) {
        return new Span(series, micros(first), micros(last));
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
