package io.sluice.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LocalServersTest {
    private static LocalServers servers;

    @BeforeAll
    static void start() {
        servers = LocalServers.start(Path.of("target"), List.of("ingestion", "query"));
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void serviceOwnsItsSchema() throws SQLException {
        try (Connection connection = connect("query");
                Statement statement = connection.createStatement()) {
            statement.execute("create table mine (id int)");
            statement.execute("create temporary table staged (id int)");
            assertThat(statement.executeUpdate("insert into query.mine values (1), (2)"))
                    .isEqualTo(2);
        }
    }

    @Test
    void serviceCannotReadTheTablesOfAnother() throws SQLException {
        try (Connection connection = connect("ingestion");
                Statement statement = connection.createStatement()) {
            statement.execute("create table secret (id int)");
        }
        try (Connection connection = connect("query");
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("select * from ingestion.secret"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void analystMayNeitherMakeNorReadWhatIsNotForHim() throws SQLException {
        try (Connection connection = connect("query");
                Statement statement = connection.createStatement()) {
            statement.execute("create table not_for_all (id int)");
            statement.execute("create view analyst.numbers as select 1 as n");
            statement.execute("grant usage on schema analyst to analyst");
            statement.execute("grant select on analyst.numbers to analyst");
        }
        try (Connection connection = connect("analyst");
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeQuery("select * from numbers").next()).isTrue();
            statement.execute("set default_transaction_read_only = off");
            for (String refused :
                    List.of(
                            "select * from query.not_for_all",
                            "create table mine (id int)",
                            "create temporary table mine (id int)",
                            "create schema mine")) {
                assertThatThrownBy(() -> statement.execute(refused))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void analystIsAddedToADataDirectoryThatWasMadeBefore() throws Exception {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema analyst cascade");
            statement.execute("drop owned by analyst");
            statement.execute("drop role analyst");
        }
        Path directory = servers.postgres().directory();
        Files.delete(directory.resolve("analyst-added"));

        servers.killPostgres();
        servers.restartPostgres();

        try (Connection connection = connect("analyst");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("show statement_timeout")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getString(1)).isEqualTo("1min");
        }
    }

    @Test
    void roleNeedsThePassword() {
        assertThatThrownBy(() ->
                        DriverManager.getConnection(servers.postgres().jdbcUrl(), "query", "guess"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void postgresKeepsWhatWasCommittedThroughAKill() throws SQLException {
        try (Connection connection = connect("query");
                Statement statement = connection.createStatement()) {
            statement.execute("create table kept as select generate_series(1, 1000) as n");
        }

        servers.killPostgres();
        servers.restartPostgres();

        try (Connection connection = connect("query");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from kept")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getInt(1)).isEqualTo(1000);
        }
    }

    @Test
    void brokersComeBackAfterAKill() {
        servers.killKafka();
        servers.killMqtt();

        servers.restartKafka();
        servers.restartMqtt();

        assertThat(Ports.isFree(servers.kafka().port())).isFalse();
        assertThat(Ports.isFree(servers.mqtt().port())).isFalse();
    }

    private static Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(
                servers.postgres().jdbcUrl(), role, servers.postgres().password());
    }
}
