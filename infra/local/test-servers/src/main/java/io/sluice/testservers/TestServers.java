package io.sluice.testservers;

import java.util.List;

/**
 * The servers of a module's component tests. The system property {@code sluice.test.servers} tells
 * which: {@code processes} of this machine, which is usual, or {@code containers}, which needs
 * Docker.
 */
public interface TestServers {
    /** The services that have a role and a schema in the database. */
    List<String> SERVICES = List.of("ingestion", "query", "coordinator");

    /** The servers, started when this is asked for the first time. They end with this process. */
    static TestServers get() {
        return StartedServers.get();
    }

    /** Where the database is. */
    String jdbcUrl();

    /** The password of each service's role, and of the role {@code analyst}. */
    String password();

    /** Where Kafka is. */
    String bootstrapServers();

    /** Where the MQTT broker is, on the loopback address. */
    int mqttPort();

    /**
     * The same servers as something that breaks on purpose.
     *
     * @throws org.opentest4j.TestAbortedException if these can't be broken
     */
    Faults faults();

    /**
     * What can be done to servers. What was ended or paused must be brought back by the one who did
     * it.
     */
    interface Faults {
        /** Ends PostgreSQL as {@code kill -9} does. */
        void killPostgres();

        void startPostgres();

        /** Ends Kafka as {@code kill -9} does. */
        void killKafka();

        void startKafka();

        /** Lets Kafka stand still: connections stay, nothing is answered. */
        void pauseKafka();

        void resumeKafka();

        /** Ends the MQTT broker as {@code kill -9} does. */
        void killMqtt();

        void startMqtt();
    }
}
