package io.sluice.query.writing;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.query.QueryApplication;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import io.sluice.testservers.ServersAreThere;
import io.sluice.testservers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A database that is killed right after it was told something new takes nothing back that the
 * running writer goes on with.
 */
@ExtendWith(ServersAreThere.class)
class DatabaseCrashTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration AT_ONCE = Duration.ofMillis(2);
    private static final Instant NOON = Instant.parse("2026-01-21T12:00:00Z");
    private static final int ROUNDS = 6;

    /** More than PostgreSQL writes of a sequence into its log at once. */
    private static final int DEVICES = 100;

    @Test
    void everyReadingStaysInItsOwnSeries() {
        TestServers.Faults faults = TestServers.get().faults();
        try (ConfigurableApplicationContext service = start();
                ReadingsProducer producer = new ReadingsProducer()) {
            JdbcTemplate jdbc = service.getBean(JdbcTemplate.class);
            for (int round = 0; round < ROUNDS; round++) {
                int first = round * 2 * DEVICES;
                send(producer, first, NOON);
                await().atMost(PATIENCE)
                        .pollInterval(AT_ONCE)
                        .ignoreExceptions()
                        .until(() -> isStored(jdbc, "crash-" + first));
                faults.killPostgres();
                send(producer, first, NOON.plusSeconds(1));
                send(producer, first + DEVICES, NOON);
                faults.startPostgres();
            }

            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(received(jdbc, "crash")).isEqualTo(ROUNDS * 3L * DEVICES));
            assertThat(valuesOfDevices(jdbc))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, ROUNDS * 2 * DEVICES)
                                    .mapToObj(number -> "crash-" + number + ": " + number + ".0")
                                    .toList());
            assertThat(readingsWithoutSeries(jdbc)).isZero();
        }
    }

    @Test
    void everyReadingFindsItsPartition() {
        TestServers.Faults faults = TestServers.get().faults();
        try (ConfigurableApplicationContext service = start();
                ReadingsProducer producer = new ReadingsProducer()) {
            JdbcTemplate jdbc = service.getBean(JdbcTemplate.class);
            for (int round = 0; round < ROUNDS; round++) {
                YearMonth month = YearMonth.of(2005, 1).plusMonths(round);
                producer.send(
                        message("crash-partition", "crash-partition")
                                .reading(
                                        "t",
                                        month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC),
                                        round));
                String partition = PartitionRange.ofMonth(month).name();
                await().atMost(PATIENCE)
                        .pollInterval(AT_ONCE)
                        .ignoreExceptions()
                        .until(() -> isMade(jdbc, partition));
                faults.killPostgres();
                faults.startPostgres();
            }

            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> assertThat(received(jdbc, "crash-partition")).isEqualTo(ROUNDS));
        }
    }

    /** Nothing comes afterwards that would tell the writer that the database has gone back. */
    @Test
    void whatWasWrittenLastStaysWrittenThoughTheTopicIsQuiet() {
        TestServers.Faults faults = TestServers.get().faults();
        try (ConfigurableApplicationContext service = start();
                ReadingsProducer producer = new ReadingsProducer()) {
            JdbcTemplate jdbc = service.getBean(JdbcTemplate.class);
            for (int round = 1; round <= ROUNDS; round++) {
                int sent = round * 2 * DEVICES;
                for (int i = 0; i < 2 * DEVICES; i++) {
                    producer.send(
                            message("quiet-" + i % 20, "quiet")
                                    .reading("t", NOON.plusMillis(round * 1_000 + i), i));
                }
                await().atMost(PATIENCE)
                        .pollInterval(AT_ONCE)
                        .ignoreExceptions()
                        .until(() -> received(jdbc, "quiet") == sent);
                faults.killPostgres();
                faults.startPostgres();

                await().atMost(PATIENCE)
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(received(jdbc, "quiet")).isEqualTo(sent));
            }
        }
    }

    private static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(QueryApplication.class)
                .initializers(new QueryServiceTest.UseServers())
                .run("--server.port=0");
    }

    /** One reading of each of some devices; its value is the number of its device. */
    private static void send(ReadingsProducer producer, int first, Instant time) {
        for (int number = first; number < first + DEVICES; number++) {
            producer.send(message("crash-" + number, "crash").reading("t", time, number));
        }
    }

    private static boolean isStored(JdbcTemplate jdbc, String device) {
        return !jdbc.queryForList("select id from series where device_id = ?", device).isEmpty();
    }

    private static boolean isMade(JdbcTemplate jdbc, String partition) {
        return !jdbc.queryForList("select 1 from pg_class where relname = ?", partition).isEmpty();
    }

    private static long received(JdbcTemplate jdbc, String sourceStream) {
        List<Long> received =
                jdbc.query(
                        "select stored + duplicate + corrected from source_stream_count where"
                                + " source_stream = ?",
                        (result, _) -> result.getLong(1),
                        sourceStream);
        return received.isEmpty() ? 0 : received.getFirst();
    }

    private static List<String> valuesOfDevices(JdbcTemplate jdbc) {
        return jdbc.query(
                "select distinct device_id || ': ' || to_char(value, 'FM999990.0') from reading"
                        + " join series on id = series_id where device_id like 'crash-%' and"
                        + " device_id <> 'crash-partition'",
                (result, _) -> result.getString(1));
    }

    private static long readingsWithoutSeries(JdbcTemplate jdbc) {
        return jdbc.query(
                        "select count(*) from reading where not exists (select from series where"
                                + " id = series_id)",
                        (result, _) -> result.getLong(1))
                .getFirst();
    }
}
