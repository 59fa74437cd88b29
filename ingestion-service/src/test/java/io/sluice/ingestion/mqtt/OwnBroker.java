package io.sluice.ingestion.mqtt;

import io.sluice.local.servers.Checkout;
import io.sluice.local.servers.MqttServer;
import io.sluice.local.servers.Ports;
import io.sluice.local.servers.RunningProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A broker that no other test listens to. */
final class OwnBroker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MqttServer server;
    private RunningProgram running;

    OwnBroker(Path directory) {
        this(directory, Optional.empty());
    }

    OwnBroker(Path directory, Optional<MqttServer.KeyStore> keyStore) {
        server =
                new MqttServer(
                        Checkout.find(),
                        directory.resolve("broker"),
                        directory.resolve("broker.log"),
                        "127.0.0.1",
                        Ports.free(),
                        "128m",
                        keyStore);
        running = server.prepare().start();
        running.awaitReady(PATIENCE);
    }

    int port() {
        return server.port();
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        running.kill();
    }

    void startAgain() {
        running = server.prepare().start();
        running.awaitReady(PATIENCE);
    }

    @Override
    public void close() {
        running.stop(Duration.ofSeconds(10));
    }
}
