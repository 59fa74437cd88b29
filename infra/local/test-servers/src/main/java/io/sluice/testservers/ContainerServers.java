package io.sluice.testservers;

import io.sluice.local.servers.ServiceSchemas;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.opentest4j.TestAbortedException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * PostgreSQL with TimescaleDB, Kafka and Mosquitto as containers. Testcontainers ends them with
 * this process.
 */
final class ContainerServers implements TestServers {
    private static final String PASSWORD = "tests";
    private static final int MQTT_PORT = 1883;

    private final PostgreSQLContainer postgres =
            new PostgreSQLContainer(
                            DockerImageName.parse("timescale/timescaledb:2.28.0-pg18")
                                    .asCompatibleSubstituteFor("postgres"))
                    .withDatabaseName("sluice")
                    .withUsername("postgres")
                    .withPassword(PASSWORD);
    private final KafkaContainer kafka =
            new KafkaContainer(DockerImageName.parse("apache/kafka:4.2.1"))
                    .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                    .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
    private final GenericContainer<?> mqtt =
            new GenericContainer<>(DockerImageName.parse("eclipse-mosquitto:2"))
                    .withCopyToContainer(
                            Transferable.of("listener 1883\nallow_anonymous true\n"),
                            "/mosquitto/config/mosquitto.conf")
                    .withExposedPorts(MQTT_PORT);

    private ContainerServers() {}

    static TestServers start() {
        ContainerServers servers = new ContainerServers();
        Startables.deepStart(servers.postgres, servers.kafka, servers.mqtt).join();
        servers.makeRolesAndSchemas();
        return servers;
    }

    private void makeRolesAndSchemas() {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(), "postgres", PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute("create extension if not exists timescaledb");
            for (String line : ServiceSchemas.statements(SERVICES, PASSWORD)) {
                statement.execute(line);
            }
            for (String line : ServiceSchemas.analyst(PASSWORD)) {
                statement.execute(line);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String jdbcUrl() {
        return postgres.getJdbcUrl();
    }

    @Override
    public String password() {
        return PASSWORD;
    }

    @Override
    public String bootstrapServers() {
        return kafka.getBootstrapServers();
    }

    @Override
    public int mqttPort() {
        return mqtt.getMappedPort(MQTT_PORT);
    }

    /** A container that is started again has other ports. */
    @Override
    public Faults faults() {
        throw new TestAbortedException(
                "containers are not broken on purpose here; the same tests break processes");
    }
}
