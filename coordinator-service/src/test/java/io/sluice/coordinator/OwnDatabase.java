package io.sluice.coordinator;

import io.sluice.testservers.TestServers;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A database for one test alone, on the server of all tests. Its coordinators see no tasks but
 * their own.
 */
public final class OwnDatabase {
    private final String name;

    private OwnDatabase(String name) {
        this.name = name;
    }

    /**
     * Makes it, with the schema in which the service puts its tables.
     *
     * @param name letters and {@code _}
     */
    public static OwnDatabase create(String name) {
        TestServers servers = servers();
        JdbcTemplate server = superuser(servers.jdbcUrl());
        server.execute("drop database if exists " + name + " with (force)");
        server.execute("create database " + name);
        OwnDatabase database = new OwnDatabase(name);
        database.superuser().execute("create schema coordinator authorization coordinator");
        return database;
    }

    private static TestServers servers() {
        try {
            return TestServers.get();
        } catch (IllegalStateException e) {
            if ("containers".equals(System.getProperty("sluice.test.servers"))) {
                throw new TestAbortedException("containers are asked for, and there are none", e);
            }
            throw e;
        }
    }

    public String url() {
        return TestServers.get().jdbcUrl().replaceFirst("/sluice\\b", "/" + name);
    }

    /**
     * One connection, for one thread, of one who may do everything. The tables of the service need
     * no prefix.
     */
    public JdbcTemplate superuser() {
        return superuser(url() + "?currentSchema=coordinator");
    }

    private static JdbcTemplate superuser(String url) {
        return new JdbcTemplate(
                new SingleConnectionDataSource(
                        url, "postgres", TestServers.get().password(), true));
    }

    /** What a coordinator is started with; others of the same Kafka do not disturb its relay. */
    public List<String> arguments(String... more) {
        TestServers servers = TestServers.get();
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--spring.datasource.url=" + url(),
                                "--spring.datasource.password=" + servers.password(),
                                "--spring.datasource.hikari.maximum-pool-size=8",
                                "--spring.datasource.hikari.minimum-idle=1",
                                "--spring.kafka.bootstrap-servers=" + servers.bootstrapServers(),
                                "--sluice.mqtt.port=" + servers.mqttPort(),
                                "--sluice.outbox.transactional-id=" + name,
                                "--sluice.outbox.group=" + name));
        arguments.addAll(List.of(more));
        return arguments;
    }
}
