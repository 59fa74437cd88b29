package io.sluice.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * PostgreSQL, Kafka and an MQTT broker of one's own on free ports, for tests. They end with this
 * process.
 */
public final class LocalServers implements AutoCloseable {
    private static final Duration STARTS = Duration.ofSeconds(60);
    private static final Duration STOPS = Duration.ofSeconds(15);

    private final Path directory;
    private final PostgresServer postgresServer;
    private final KafkaServer kafkaServer;
    private final MqttServer mqttServer;
    private RunningProgram postgres;
    private RunningProgram kafka;
    private RunningProgram mqtt;

    private LocalServers(Checkout checkout, Path directory, List<String> services) {
        this.directory = directory;
        this.postgresServer =
                new PostgresServer(
                        PostgresBinaries.in(checkout.unpackedServers()),
                        directory.resolve("postgres"),
                        directory.resolve("postgres.log"),
                        Ports.free(),
                        services);
        this.kafkaServer =
                new KafkaServer(
                        checkout,
                        directory.resolve("kafka"),
                        directory.resolve("kafka.log"),
                        Ports.free(),
                        Ports.free(),
                        "256m");
        this.mqttServer =
                new MqttServer(
                        checkout,
                        directory.resolve("mqtt"),
                        directory.resolve("mqtt.log"),
                        "127.0.0.1",
                        Ports.free(),
                        "256m",
                        Optional.empty());
        postgres = postgresServer.prepare().start();
        kafka = kafkaServer.prepare().start();
        mqtt = mqttServer.prepare().start();
    }

    /**
     * Starts all three and waits until they can be used.
     *
     * @param parent where a new directory for their data is made
     * @param services the roles and schemas of the database
     */
    public static LocalServers start(Path parent, List<String> services) {
        try {
            Path directory =
                    Files.createTempDirectory(
                            Files.createDirectories(parent.toAbsolutePath()), "servers-");
            LocalServers servers = new LocalServers(Checkout.find(), directory, services);
            Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "stop servers"));
            servers.postgres.awaitReady(STARTS);
            servers.kafka.awaitReady(STARTS);
            servers.mqtt.awaitReady(STARTS);
            return servers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public PostgresServer postgres() {
        return postgresServer;
    }

    public KafkaServer kafka() {
        return kafkaServer;
    }

    public MqttServer mqtt() {
        return mqttServer;
    }

    /** Ends PostgreSQL as {@code kill -9} does; see {@link #restartPostgres}. */
    public void killPostgres() {
        postgres.kill();
    }

    public void restartPostgres() {
        postgres = postgresServer.prepare().start();
        postgres.awaitReady(STARTS);
    }

    /** Ends Kafka as {@code kill -9} does; see {@link #restartKafka}. */
    public void killKafka() {
        kafka.kill();
    }

    public void restartKafka() {
        kafka = kafkaServer.prepare().start();
        kafka.awaitReady(STARTS);
    }

    /** Lets Kafka stand still until {@link #resumeKafka}. */
    public void pauseKafka() {
        kafka.pause();
    }

    public void resumeKafka() {
        kafka.resume();
    }

    /** Ends the MQTT broker as {@code kill -9} does; see {@link #restartMqtt}. */
    public void killMqtt() {
        mqtt.kill();
    }

    public void restartMqtt() {
        mqtt = mqttServer.prepare().start();
        mqtt.awaitReady(STARTS);
    }

    @Override
    public void close() {
        mqtt.stop(STOPS);
        kafka.stop(STOPS);
        postgres.stop(STOPS);
        try {
            PostgresBinaries.deleteTree(directory);
        } catch (IOException e) {
            System.err.println("left behind: " + directory + ": " + e);
        }
    }
}
