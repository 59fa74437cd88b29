package io.sluice.query.point;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.query.Api;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import io.sluice.testservers.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is answered between an import and its rollups. */
@QueryServiceTest
class PendingHoursTest {
    private static final Instant START = Instant.parse("2018-01-01T00:00:00Z");
    private static final int HOURS = 3_000;
    private static final String POINTS =
            "/api/v1/devices/pending/series/t/points?from=2018-01-01&to=2018-05-06&";

    @LocalServerPort private int port;
    @Autowired private JdbcTemplate jdbc;
    @Autowired private PointStore store;

    @Test
    void importThatIsNotRolledUpYetIsToldOfAndItsReadingsAreAnswered() throws SQLException {
        Api api = new Api(port);
        try (Connection refresherHeldUp = holdUpTheRefresher()) {
            send();
            await().untilAsserted(() -> assertThat(marks()).isEqualTo(HOURS));

            assertThat(stock().rows()).isEqualTo(2L * HOURS);
            assertThat(stock().pendingHours()).isEqualTo(HOURS);
            Api.Answer daily = api.get(POINTS + "resolution=daily&aggregate=count");
            assertThat(daily.status()).isEqualTo(200);
            assertThat(daily.body().path("pending_hours").asInt()).isEqualTo(HOURS);
            assertThat(daily.body().path("points").size()).isZero();
            Api.Answer raw = api.get(POINTS + "resolution=raw");
            assertThat(raw.body().path("points").size()).isEqualTo(2 * HOURS);
            assertThat(raw.body().has("pending_hours")).isFalse();
            assertThat(refresherHeldUp.isValid(1)).isTrue();
        }

        await().untilAsserted(() -> {
            Api.Answer daily = api.get(POINTS + "resolution=daily&aggregate=count");
            assertThat(daily.body().has("pending_hours")).isFalse();
            assertThat(daily.body().path("points").size()).isEqualTo(HOURS / 24);
            assertThat(daily.body().path("points").get(0).path("value").asInt()).isEqualTo(48);
        });
    }

    private static Connection holdUpTheRefresher() throws SQLException {
        TestServers servers = TestServers.get();
        Connection connection =
                DriverManager.getConnection(servers.jdbcUrl(), "query", servers.password());
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(7203114901)");
        }
        return connection;
    }

    private static void send() {
        ReadingsProducer.Message message = message("pending", "import");
        for (int i = 0; i < HOURS; i++) {
            Instant hour = START.plus(Duration.ofHours(i));
            message.reading("t", hour, i).reading("t", hour.plusSeconds(60), i);
        }
        try (ReadingsProducer producer = new ReadingsProducer()) {
            producer.send(message);
        }
    }

    private Stock stock() {
        Integer series =
                jdbc.queryForObject(
                        "select id from series where device_id = 'pending'", Integer.class);
        return store.stock(
                List.of(series == null ? 0 : series),
                new TimeRange(START, START.plus(Duration.ofHours(HOURS))));
    }

    private int marks() {
        Integer marks =
                jdbc.queryForObject(
                        "select count(*) from rollup_mark join series on id = series_id where"
                                + " device_id = 'pending'",
                        Integer.class);
        return marks == null ? 0 : marks;
    }
}
