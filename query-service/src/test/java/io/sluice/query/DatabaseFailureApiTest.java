package io.sluice.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testservers.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** What is answered when the database fails. */
@QueryServiceTest
@TestPropertySource(
        properties = {"sluice.queries.statement-timeout=300ms", "sluice.writer.enabled=false"})
class DatabaseFailureApiTest {
    @LocalServerPort private int port;

    @Autowired private DataSource queries;
    @Autowired private Flyway migrations;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    @Timeout(30)
    void statementThatTakesTooLongIsEndedAndSaysSo() throws SQLException {
        Api.Answer answer;
        try (Connection other = connection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table query.series in access exclusive mode");
            answer = api.get("/api/v1/devices/d1/latest");
            other.rollback();
        }

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("database_timeout");
        assertThat(answer.body().path("blame").asString()).isEqualTo("capacity");
        assertThat(answer.headers()).containsKey("Retry-After");
    }

    /** How long it takes depends on what is asked, and not only on the database. */
    @Test
    @Timeout(30)
    void questionThatTakesTooLongIsRefusedWithTheLimit() throws SQLException {
        Api.Answer answer;
        try (Connection other = connection();
                Statement statement = other.createStatement()) {
            statement.execute(
                    """
                    insert into query.series (device_id, metric) values ('slow1', 't')
                    on conflict do nothing\
                    """);
            other.setAutoCommit(false);
            statement.execute("lock table query.reading_daily in access exclusive mode");
            answer = api.get("/api/v1/devices/slow1/series/t/points");
            other.rollback();
        }

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("time_limit");
        assertThat(answer.body().path("detail").asString()).contains("300ms");
    }

    @Test
    void whatFailsEachTimeIsAnErrorOfOurs() throws SQLException {
        Api.Answer answer;
        try (Connection other = connection();
                Statement statement = other.createStatement()) {
            statement.execute("revoke select on query.series from query");
            try {
                answer = api.get("/api/v1/devices/d1/latest");
            } finally {
                statement.execute("grant select on query.series to query");
            }
        }

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.code()).isEqualTo("internal_error");
        assertThat(answer.headers()).doesNotContainKey("Retry-After");
    }

    @Test
    void migrationsMayTakeTheirTime() throws SQLException {
        assertThat(timeoutOf(queries)).isEqualTo("300ms");
        assertThat(timeoutOf(migrations.getConfiguration().getDataSource())).isEqualTo("0");
    }

    private static String timeoutOf(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("show statement_timeout")) {
            result.next();
            return result.getString(1);
        }
    }

    private static Connection connection() throws SQLException {
        TestServers servers = TestServers.get();
        return DriverManager.getConnection(servers.jdbcUrl(), "postgres", servers.password());
    }
}
