package io.sluice.query.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.query.QueryApplication;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import io.sluice.testservers.ServersAreThere;
import io.sluice.testservers.TestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What is killed in the middle of a refresh leaves every mark, or a rollup for it. */
@ExtendWith(ServersAreThere.class)
class RollupFaultTest {
    private static final Duration AT_ONCE = Duration.ofMillis(2);
    private static final String DATABASE = "rollup_kill";
    private static final int SERIES = 100;
    private static final int READINGS = SERIES * 6 * 24 * 4;

    @Test
    void databaseThatDiesLosesNoMark() {
        TestServers.Faults faults = TestServers.get().faults();
        ReadingStorm storm = new ReadingStorm("rollup-crash", 7);
        try (ConfigurableApplicationContext service =
                        start(
                                "--sluice.rollups.interval=10ms",
                                "--sluice.rollups.hours-at-once=50");
                ReadingsProducer producer = new ReadingsProducer()) {
            RollupTables tables =
                    new RollupTables(service.getBean(JdbcTemplate.class), storm.devices());
            for (int round = 0; round < 3; round++) {
                long before = storm.readings();
                storm.send(producer, 60);
                await().atMost(RollupTables.PATIENCE)
                        .pollInterval(AT_ONCE)
                        .ignoreExceptions()
                        .until(() -> tables.readings() > before);
                faults.killPostgres();
                storm.send(producer, 20);
                faults.startPostgres();
            }

            tables.awaitRefreshed(storm.readings());
            tables.verifyAgainstReadings();
        }
    }

    @Test
    void refresherThatIsKilledLosesNoMark() throws Exception {
        createDatabase();
        try (ConfigurableApplicationContext service =
                start(RollupFaultTest::useOwnDatabase, "--sluice.rollups.enabled=false")) {
            fill(service.getBean(JdbcTemplate.class));
        }
        TestServers servers = TestServers.get();
        RollupTables tables =
                new RollupTables(
                        new JdbcTemplate(
                                new DriverManagerDataSource(
                                        jdbcUrl() + "?currentSchema=query",
                                        "query",
                                        servers.password())),
                        "kill-%");
        for (int round = 1; round <= 2; round++) {
            int refreshed = tables.hourly().size();
            Process service = startProcess();
            await().atMost(RollupTables.PATIENCE)
                    .pollInterval(AT_ONCE)
                    .until(() -> tables.hourly().size() > refreshed);
            service.destroyForcibly().waitFor();
            assertThat(tables.marks()).isPositive();
        }

        try (ConfigurableApplicationContext _ = start(RollupFaultTest::useOwnDatabase)) {
            tables.awaitRefreshed(READINGS);
            tables.verifyAgainstReadings();
        }
    }

    /** Four readings an hour, and their marks. */
    private static void fill(JdbcTemplate jdbc) {
        jdbc.update(
                "insert into series (device_id, metric) select 'kill-' || n, 't' from"
                        + " generate_series(1, ?) as n",
                SERIES);
        // The partitions of the days to come are made shortly after the start.
        await().atMost(RollupTables.PATIENCE)
                .ignoreExceptions()
                .until(() ->
                        jdbc.update(
                                        "insert into reading select date_trunc('day', now(), 'UTC')"
                                            + " + n * interval '15 min', n, id, 0, 0 from series,"
                                            + " generate_series(0, ?) as n where device_id like"
                                            + " 'kill-%'",
                                        READINGS / SERIES - 1)
                                == READINGS);
        jdbc.update(
                "insert into rollup_mark select date_trunc('hour', ts, 'UTC'), ts, series_id from"
                        + " reading join series on id = series_id where device_id like 'kill-%'");
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        return start(_ -> {}, arguments);
    }

    private static ConfigurableApplicationContext start(
            ApplicationContextInitializer<ConfigurableApplicationContext> more,
            String... arguments) {
        return new SpringApplicationBuilder(QueryApplication.class)
                .initializers(new QueryServiceTest.UseServers(), more)
                .run(
                        Stream.concat(Stream.of("--server.port=0"), Stream.of(arguments))
                                .toArray(String[]::new));
    }

    private static void useOwnDatabase(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "spring.datasource.url=" + jdbcUrl(),
                        "spring.kafka.consumer.group-id=" + DATABASE)
                .applyTo(context);
    }

    /** A refresher that has much to do and does a little at a time. */
    private static Process startProcess() throws IOException {
        TestServers servers = TestServers.get();
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                QueryApplication.class.getName(),
                                "--server.port=0",
                                "--spring.datasource.url=" + jdbcUrl(),
                                "--spring.kafka.bootstrap-servers=" + servers.bootstrapServers(),
                                "--spring.kafka.consumer.group-id=" + DATABASE,
                                "--sluice.rollups.hours-at-once=100"));
        builder.environment().put("SPRING_DATASOURCE_PASSWORD", servers.password());
        return builder.redirectErrorStream(true)
                .redirectOutput(Path.of("target", DATABASE + ".log").toFile())
                .start();
    }

    private static void createDatabase() throws SQLException {
        execute(TestServers.get().jdbcUrl(), "create database " + DATABASE);
        execute(jdbcUrl(), "create schema query authorization query");
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(url, "postgres", TestServers.get().password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String jdbcUrl() {
        return TestServers.get().jdbcUrl().replaceFirst("/sluice\\b", "/" + DATABASE);
    }
}
