package io.sluice.query.writing;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.query.QueryApplication;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import io.sluice.query.TimescaleIsThere;
import io.sluice.testservers.ServersAreThere;
import io.sluice.testservers.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The writer keeps its promises where {@code reading} is a hypertable, in a database of its own
 * that had the extension first.
 */
@ExtendWith({ServersAreThere.class, TimescaleIsThere.class})
class TimescaleWriterTest {
    private static final String DATABASE = "with_timescale";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Instant NOON = Instant.parse("2026-01-21T12:00:00Z");

    private static ConfigurableApplicationContext service;
    private static ReadingsProducer producer;
    private static JdbcTemplate jdbc;

    @BeforeAll
    static void start() throws SQLException {
        execute(TestServers.get().jdbcUrl(), "create database " + DATABASE);
        execute(
                jdbcUrl(),
                "create extension if not exists timescaledb",
                "create schema query authorization query");
        service =
                new SpringApplicationBuilder(QueryApplication.class)
                        .initializers(
                                new QueryServiceTest.UseServers(),
                                context ->
                                        TestPropertyValues.of("spring.datasource.url=" + jdbcUrl())
                                                .applyTo(context))
                        .run("--server.port=0", "--spring.kafka.consumer.group-id=" + DATABASE);
        jdbc = service.getBean(JdbcTemplate.class);
        producer = new ReadingsProducer();
    }

    @AfterAll
    static void end() {
        producer.close();
        service.close();
    }

    @Test
    void tableIsAHypertableAndMakesItsChunksByItself() {
        producer.send(
                message("ts1", "ts-1")
                        .reading("t", NOON, 1)
                        .reading("t", NOON.plus(Duration.ofDays(1)), 2)
                        .reading("t", Instant.parse("2000-01-01T00:00:00Z"), 3));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(books("ts-1")).containsExactly(3L, 0L, 0L));
        assertThat(
                        jdbc.queryForList(
                                "select hypertable_name from timescaledb_information.hypertables"
                                        + " where hypertable_schema = 'query'",
                                String.class))
                .containsExactly("reading");
        assertThat(service.getBean(TimePartitions.class))
                .isInstanceOf(TimescaleTimePartitions.class);
    }

    @Test
    void redeliveryIsCountedAndNotStoredAgain() {
        producer.send(
                message("ts2", "ts-2").reading("t", NOON, 1).reading("t", NOON.plusSeconds(1), 2));
        producer.send(
                message("ts2", "ts-2").reading("t", NOON, 1).reading("t", NOON.plusSeconds(2), 3));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(books("ts-2")).containsExactly(3L, 1L, 0L));
        assertThat(values("ts2")).containsExactly(1.0, 2.0, 3.0);
    }

    @Test
    void sameIdentityWithAnotherValueIsACorrectionAndTheLastWins() {
        producer.send(message("ts3", "ts-3").reading("t", NOON, 1));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(books("ts-3")).containsExactly(1L, 0L, 0L));
        producer.send(message("ts3", "ts-3").reading("t", NOON, 2));
        producer.send(message("ts3", "ts-3").reading("t", NOON, 3).reading("t", NOON, 3));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(books("ts-3")).containsExactly(1L, 1L, 2L));
        assertThat(values("ts3")).containsExactly(3.0);
    }

    private static List<Double> values(String device) {
        return jdbc.query(
                "select value from reading join series on id = series_id where device_id = ? order"
                        + " by ts",
                (result, _) -> result.getDouble(1),
                device);
    }

    /** Stored, duplicate, corrected. */
    private static List<Long> books(String sourceStream) {
        List<List<Long>> found =
                jdbc.query(
                        "select stored, duplicate, corrected from source_stream_count where"
                                + " source_stream = ?",
                        (result, _) ->
                                List.of(result.getLong(1), result.getLong(2), result.getLong(3)),
                        sourceStream);
        return found.isEmpty() ? List.of() : found.getFirst();
    }

    private static String jdbcUrl() {
        return TestServers.get().jdbcUrl().replaceFirst("/sluice\\b", "/" + DATABASE);
    }

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(url, "postgres", TestServers.get().password());
                Statement statement = connection.createStatement()) {
            for (String line : statements) {
                statement.execute(line);
            }
        }
    }
}
