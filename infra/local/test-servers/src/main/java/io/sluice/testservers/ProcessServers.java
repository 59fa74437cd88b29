package io.sluice.testservers;

import io.sluice.local.servers.LocalServers;
import java.nio.file.Path;

/** Real servers as processes of this machine. */
final class ProcessServers implements TestServers, TestServers.Faults {
    private final LocalServers servers;

    private ProcessServers(LocalServers servers) {
        this.servers = servers;
    }

    static TestServers start() {
        return new ProcessServers(LocalServers.start(Path.of("target"), SERVICES));
    }

    @Override
    public String jdbcUrl() {
        return servers.postgres().jdbcUrl();
    }

    @Override
    public String password() {
        return servers.postgres().password();
    }

    @Override
    public String bootstrapServers() {
        return servers.kafka().bootstrapServers();
    }

    @Override
    public int mqttPort() {
        return servers.mqtt().port();
    }

    @Override
    public Faults faults() {
        return this;
    }

    @Override
    public void killPostgres() {
        servers.killPostgres();
    }

    @Override
    public void startPostgres() {
        servers.restartPostgres();
    }

    @Override
    public void killKafka() {
        servers.killKafka();
    }

    @Override
    public void startKafka() {
        servers.restartKafka();
    }

    @Override
    public void pauseKafka() {
        servers.pauseKafka();
    }

    @Override
    public void resumeKafka() {
        servers.resumeKafka();
    }

    @Override
    public void killMqtt() {
        servers.killMqtt();
    }

    @Override
    public void startMqtt() {
        servers.restartMqtt();
    }
}
