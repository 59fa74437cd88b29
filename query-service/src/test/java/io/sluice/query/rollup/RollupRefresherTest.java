package io.sluice.query.rollup;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import io.sluice.query.ReadingsProducer.Message;
import io.sluice.testservers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

@QueryServiceTest
class RollupRefresherTest {
    private static final Instant NOON = Instant.parse("2026-01-21T12:00:00Z");
    private static ReadingsProducer producer;

    @Autowired private JdbcTemplate jdbc;

    @BeforeAll
    static void open() {
        producer = new ReadingsProducer();
    }

    @AfterAll
    static void close() {
        producer.close();
    }

    @Test
    void hourAndDaySumUpTheirReadings() {
        RollupTables tables = tables("roll-1");
        producer.send(
                message("roll-1", "roll")
                        .reading("t", NOON.plusSeconds(60), 3)
                        .reading("t", NOON.plusSeconds(120), -1)
                        .reading("t", NOON.plusSeconds(180), 2)
                        .reading("t", NOON.plus(Duration.ofHours(2)), 10));

        tables.awaitRefreshed(4);

        assertThat(tables.hourly().values())
                .containsExactly(
                        rollup(60, 180, 3, 4, 14, -1, 3, 3, 2),
                        rollup(7200, 7200, 1, 10, 100, 10, 10, 10, 10));
        assertThat(tables.daily()).hasSize(1);
        assertThat(tables.daily().values())
                .containsExactly(rollup(60, 7200, 4, 14, 114, -1, 10, 3, 10));
        tables.verifyAgainstReadings();
    }

    @Test
    void readingsThatFollowAreAddedToTheirHour() {
        RollupTables tables = tables("roll-2");
        for (int i = 1; i <= 3; i++) {
            producer.send(message("roll-2", "roll").reading("t", NOON.plusSeconds(i), i));
            tables.awaitRefreshed(i);

            assertThat(tables.hourly().values())
                    .extracting(Rollup::count)
                    .containsExactly((long) i);
            tables.verifyAgainstReadings();
        }
    }

    @Test
    void lateReadingsReachTheirHourWhateverItsAge() {
        RollupTables tables = tables("roll-3");
        Instant old = Instant.parse("2003-04-05T06:30:00Z");
        producer.send(
                message("roll-3", "roll")
                        .reading("t", NOON, 1)
                        .reading("t", old.plusSeconds(9), 2));
        tables.awaitRefreshed(2);
        producer.send(
                message("roll-3", "roll")
                        .reading("t", NOON.minusSeconds(1), 3)
                        .reading("t", old, 4)
                        .reading("t", old.plusSeconds(5), 5));
        tables.awaitRefreshed(5);

        assertThat(tables.hourly()).hasSize(3);
        tables.verifyAgainstReadings();
    }

    @Test
    void correctionReachesTheRollups() {
        RollupTables tables = tables("roll-4");
        producer.send(
                message("roll-4", "roll")
                        .reading("t", NOON, 1)
                        .reading("t", NOON.plusSeconds(1), 2));
        tables.awaitRefreshed(2);
        producer.send(message("roll-4", "roll").reading("t", NOON, 50));
        awaitSum(tables, 52);
        producer.send(
                message("roll-4", "roll")
                        .reading("t", NOON, 60)
                        .reading("t", NOON, 50)
                        .reading("t", NOON.plusSeconds(1), 2)
                        .reading("t", NOON.plusSeconds(1), 7));
        awaitSum(tables, 57);

        tables.verifyAgainstReadings();
    }

    @Test
    void ordinalTellsWhichOfTheReadingsOfOneTimeIsFirstAndWhichIsLast() {
        RollupTables tables = tables("roll-5");
        producer.send(
                message("roll-5", "roll")
                        .reading("t", NOON, 1, 11, 0)
                        .reading("t", NOON, 0, 10, 0)
                        .reading("t", NOON, 2, 12, 0));
        tables.awaitRefreshed(3);
        producer.send(message("roll-5", "roll").reading("t", NOON, 3, 5, 0));
        tables.awaitRefreshed(4);

        assertThat(tables.hourly().values()).extracting(Rollup::first).containsExactly(10.0);
        assertThat(tables.hourly().values()).extracting(Rollup::last).containsExactly(5.0);
        tables.verifyAgainstReadings();
    }

    @Test
    void noValueIsTooLargeOrTooSmall() {
        RollupTables tables = tables("roll-6-%");
        double[] values = {
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            Double.MIN_VALUE,
            -1e-200,
            1e150,
            9.9e289,
            1e290,
            -0.0,
            1e140,
            1e-150
        };
        for (int series = 0; series < 3; series++) {
            Message message = message("roll-6-" + series, "roll");
            for (int i = 0; i < 60; i++) {
                double value = series == 0 ? Double.MAX_VALUE : values[i % values.length];
                message.reading("t", NOON.plusSeconds(i * 240L), value);
            }
            producer.send(message);
            producer.send(
                    message("roll-6-" + series, "roll")
                            .reading("t", NOON.plusSeconds(59 * 240L + 1), Double.MAX_VALUE));
        }

        tables.awaitRefreshed(183);

        tables.verifyAgainstReadings();
    }

    /** The intake lets none through; a record that another program wrote must not stop the rest. */
    @Test
    void whatIsNotANumberStopsNothing() {
        RollupTables tables = tables("roll-7");
        producer.send(
                message("roll-7", "roll")
                        .reading("t", NOON, Double.NaN)
                        .reading("t", NOON.plusSeconds(1), Double.POSITIVE_INFINITY)
                        .reading("t", NOON.plusSeconds(2), Double.NEGATIVE_INFINITY)
                        .reading("h", NOON.plusSeconds(3), 3));

        tables.awaitRefreshed(4);

        assertThat(tables.hourly().values()).extracting(Rollup::count).contains(3L, 1L);
    }

    @Test
    void redeliveryChangesNoRollup() {
        RollupTables tables = tables("roll-8");
        Message message =
                message("roll-8", "roll")
                        .reading("t", NOON, 1)
                        .reading("t", NOON.plusSeconds(1), 2);
        producer.send(message);
        tables.awaitRefreshed(2);
        List<Long> versions = versions("roll-8");
        producer.send(message);
        producer.send(message("roll-8", "roll").reading("h", NOON, 1));
        tables.awaitRefreshed(3);

        assertThat(versions("roll-8")).containsAll(versions).hasSize(2);
    }

    @Test
    void versionGrowsWithEachChange() {
        RollupTables tables = tables("roll-9");
        producer.send(message("roll-9", "roll").reading("t", NOON, 1));
        tables.awaitRefreshed(1);
        long before = versions("roll-9").getFirst();
        producer.send(message("roll-9", "roll").reading("t", NOON.plusSeconds(1), 1));
        tables.awaitRefreshed(2);

        assertThat(versions("roll-9").getFirst()).isGreaterThan(before);
    }

    @Test
    void hourThatIsMarkedAndHasNoReadingsLosesItsRollup() {
        RollupTables tables = tables("roll-10");
        producer.send(
                message("roll-10", "roll")
                        .reading("t", NOON, 1)
                        .reading("t", NOON.plusSeconds(7200), 2));
        tables.awaitRefreshed(2);
        delete("roll-10", NOON);
        mark("roll-10", NOON);
        tables.awaitRefreshed(1);

        assertThat(tables.hourly()).hasSize(1);
        tables.verifyAgainstReadings();

        delete("roll-10", NOON.plusSeconds(7200));
        mark("roll-10", NOON.plusSeconds(7200));
        tables.awaitRefreshed(0);

        assertThat(tables.hourly()).isEmpty();
        assertThat(tables.daily()).isEmpty();
    }

    @Test
    void lateReadingsAreAddedToAnHourWhoseReadingsAreGone() {
        RollupTables tables = tables("roll-11");
        producer.send(
                message("roll-11", "roll")
                        .reading("t", NOON.plusSeconds(10), 1)
                        .reading("t", NOON.plusSeconds(20), 2)
                        .reading("t", NOON.plusSeconds(30), 3));
        tables.awaitRefreshed(3);
        setRawGone("reading_hourly", "roll-11");
        delete("roll-11", NOON);

        producer.send(message("roll-11", "roll").reading("t", NOON.plusSeconds(15), 100));
        tables.awaitRefreshed(1);
        assertThat(tables.hourly().values())
                .containsExactly(rollup(10, 30, 4, 106, 10_014, 1, 100, 1, 3));

        producer.send(message("roll-11", "roll").reading("t", NOON.plusSeconds(15), 200));
        awaitSum(tables, 206);
        producer.send(message("roll-11", "roll").reading("t", NOON.plusSeconds(15), 7));
        awaitSum(tables, 13);
        producer.send(
                message("roll-11", "roll")
                        .reading("t", NOON.plusSeconds(5), 8)
                        .reading("t", NOON.plusSeconds(40), 9));
        tables.awaitRefreshed(3);

        assertThat(tables.hourly().values())
                .containsExactly(rollup(5, 40, 6, 30, 14 + 49 + 64 + 81, 1, 9, 8, 9));
        assertThat(tables.daily().values())
                .containsExactly(rollup(5, 40, 6, 30, 14 + 49 + 64 + 81, 1, 9, 8, 9));
    }

    @Test
    void lateHourIsAddedToADayWhoseHoursAreGone() {
        RollupTables tables = tables("roll-12");
        producer.send(
                message("roll-12", "roll")
                        .reading("t", NOON, 1)
                        .reading("t", NOON.plusSeconds(7200), 2));
        tables.awaitRefreshed(2);
        setRawGone("reading_daily", "roll-12");
        delete("roll-12", NOON);
        delete("roll-12", NOON.plusSeconds(7200));
        jdbc.update("delete from reading_hourly where series_id = ?", series("roll-12"));

        producer.send(message("roll-12", "roll").reading("t", NOON.plusSeconds(1), 10));
        tables.awaitRefreshed(1);
        producer.send(message("roll-12", "roll").reading("t", NOON.plusSeconds(2), 20));
        tables.awaitRefreshed(2);

        assertThat(tables.hourly().values())
                .containsExactly(rollup(1, 2, 2, 30, 500, 10, 20, 10, 20));
        assertThat(tables.daily().values())
                .containsExactly(rollup(0, 7200, 4, 33, 505, 1, 20, 1, 2));
    }

    @Test
    void readingsFromBeforeThereWereRollupsAreMarkedByTheMigration() {
        RollupTables tables = tables("roll-13");
        producer.send(
                message("roll-13", "roll")
                        .reading("t", Instant.parse("1969-12-31T23:10:00Z"), 1)
                        .reading("t", NOON, 2));
        tables.awaitRefreshed(2);
        for (String table : List.of("reading_hourly", "reading_daily")) {
            jdbc.update("delete from " + table + " where series_id = ?", series("roll-13"));
        }

        new ResourceDatabasePopulator(new ClassPathResource("db/migration/V8__mark_existing.sql"))
                .execute(Objects.requireNonNull(jdbc.getDataSource()));
        tables.awaitRefreshed();

        assertThat(tables.hourly()).hasSize(2);
        tables.verifyAgainstReadings();
    }

    /** Marked again and again, as other refreshers of this process may be faster. */
    @Test
    void metersTellHowFarItIs() {
        producer.send(message("roll-14", "roll").reading("t", NOON, 1));
        tables("roll-14").awaitRefreshed(1);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        TestServers servers = TestServers.get();
        try (PostgresRollups rollups =
                        new PostgresRollups(servers.jdbcUrl(), "query", servers.password());
                RollupRefresher refresher =
                        new RollupRefresher(
                                rollups,
                                new RollupProperties(true, Duration.ofMillis(10), 100),
                                meters,
                                InstantSource.system())) {
            refresher.start();
            await().untilAsserted(() -> {
                mark("roll-14", NOON);
                assertThat(meters.get("sluice.rollups.hours").counter().count()).isPositive();
            });
            assertThat(meters.get("sluice.rollups.transaction").timer().count()).isPositive();
            assertThat(meters.get("sluice.rollups.behind").timeGauge().value(TimeUnit.SECONDS))
                    .isBetween(0.0, 60.0);
            assertThat(meters.get("sluice.rollups.marks").gauge().value()).isNotNegative();
            assertThat(meters.get("sluice.rollups.failures").counter().count()).isZero();
        }
    }

    private RollupTables tables(String devices) {
        return new RollupTables(jdbc, devices);
    }

    private static void awaitSum(RollupTables tables, double sum) {
        await().atMost(RollupTables.PATIENCE)
                .untilAsserted(() -> {
                    assertThat(tables.hourly().values())
                            .extracting(Rollup::sum)
                            .containsExactly(sum);
                });
        tables.awaitRefreshed();
    }

    /** One without extremes; times in seconds after noon. */
    private static Rollup rollup(
            long firstAt,
            long lastAt,
            long count,
            double sum,
            double sumSquares,
            double min,
            double max,
            double first,
            double last) {
        return new Rollup(
                NOON.plusSeconds(firstAt),
                NOON.plusSeconds(lastAt),
                count,
                sum,
                sumSquares,
                min,
                max,
                first,
                last,
                null);
    }

    private int series(String device) {
        return jdbc.query(
                        "select id from series where device_id = ?",
                        (result, _) -> result.getInt(1),
                        device)
                .getFirst();
    }

    private List<Long> versions(String device) {
        return jdbc.query(
                "select h.version from reading_hourly h join series s on s.id = h.series_id where"
                        + " device_id = ? order by metric desc",
                (result, _) -> result.getLong(1),
                device);
    }

    /** The readings of an hour, without a word to the refresher. */
    private void delete(String device, Instant hour) {
        jdbc.update(
                "delete from reading where series_id = ? and ts >= ?::timestamptz and ts <"
                        + " ?::timestamptz + interval '1 hour'",
                series(device),
                hour.toString(),
                hour.toString());
    }

    private void mark(String device, Instant hour) {
        jdbc.update(
                "insert into rollup_mark (series_id, hour, since) values (?, ?::timestamptz,"
                        + " ?::timestamptz)",
                series(device),
                hour.toString(),
                hour.toString());
    }

    private void setRawGone(String table, String device) {
        jdbc.update("update " + table + " set raw_gone = true where series_id = ?", series(device));
    }
}
