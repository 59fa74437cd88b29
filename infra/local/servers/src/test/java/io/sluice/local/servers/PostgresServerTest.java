package io.sluice.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A data directory that was made before there was a service. */
@Timeout(120)
class PostgresServerTest {
    private static final Duration STARTS = Duration.ofSeconds(60);
    private static final Duration STOPS = Duration.ofSeconds(30);
    private static final List<String> BEFORE = List.of("ingestion", "query");
    private static final List<String> NOW = List.of("ingestion", "query", "coordinator");

    private final int port = Ports.free();
    private Path directory;

    @BeforeEach
    void makeDirectory() throws IOException {
        directory =
                Files.createTempDirectory(
                        Files.createDirectories(Path.of("target").toAbsolutePath()), "postgres-");
    }

    @AfterEach
    void removeDirectory() throws IOException {
        PostgresBinaries.deleteTree(directory);
    }

    @Test
    void serviceIsAddedAndTheOthersKeepWhatTheyHave() throws Exception {
        run(server(BEFORE), "ingestion", "create table kept as select 7 as n");
        String password = server(BEFORE).password();
        // Earlier versions noted the analyst alone.
        for (String service : BEFORE) {
            Files.delete(directory.resolve("own/" + service + "-added"));
        }

        PostgresServer server = server(NOW);
        run(server, "coordinator", "create table mine (id int)");

        assertThat(server.password()).isEqualTo(password);
        RunningProgram running = start(server);
        try (Connection connection = connect(server, "ingestion");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select n from ingestion.kept")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getInt(1)).isEqualTo(7);
            assertThatThrownBy(() -> statement.executeQuery("select * from coordinator.mine"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        } finally {
            running.stop(STOPS);
        }
    }

    @Test
    void serviceIsAddedAgainIfItWasNotNoted() throws Exception {
        run(server(NOW), "coordinator", "create table mine (id int)");
        Files.delete(directory.resolve("own/coordinator-added"));

        run(server(NOW), "coordinator", "insert into coordinator.mine values (1)");

        assertThat(directory.resolve("own/coordinator-added")).exists();
    }

    private PostgresServer server(List<String> services) {
        return new PostgresServer(
                PostgresBinaries.in(Checkout.find().unpackedServers()),
                directory.resolve("own"),
                directory.resolve("log"),
                port,
                services);
    }

    private static RunningProgram start(PostgresServer server) {
        RunningProgram running = server.prepare().start();
        running.awaitReady(STARTS);
        return running;
    }

    private static void run(PostgresServer server, String role, String sql) throws SQLException {
        RunningProgram running = start(server);
        try (Connection connection = connect(server, role);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } finally {
            running.stop(STOPS);
        }
    }

    private static Connection connect(PostgresServer server, String role) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), role, server.password());
    }
}
