package io.sluice.local.mqtt;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * Runs one MQTT broker until it is told to stop. Arguments: its data directory, the address and the
 * port it listens on, and for TLS on that port a PKCS#12 key store and its password. When it takes
 * connections it says so by the file {@code ready} in its data directory, which holds its process
 * id.
 */
final class MqttBroker {
    private static final long MEMORY_FOR_MESSAGES = 32L * 1024 * 1024;
    private static final long MEMORY_FOR_ONE_TOPIC = 8L * 1024 * 1024;

    /**
     * What ingestion-service subscribes to, in the broker's own writing. Its shared subscription is
     * there before it connects for the first time: the broker acknowledges what nobody subscribes
     * to, and drops it.
     */
    private static final List<String> INTAKE =
            List.of("sensors.#", "devices.*.telemetry", "devices.*.status");

    private static final String SHARE_GROUP = "sluice-ingestion";

    private MqttBroker() {}

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]).toAbsolutePath();
        Path ready = data.resolve("ready");
        Files.createDirectories(data);
        Files.deleteIfExists(ready);

        ActiveMQServerImpl server =
                new ActiveMQServerImpl(configuration(data, acceptor(arguments)));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, stopped), "shutdown"));
        server.start();
        if (!server.isActive()) {
            // start() does not throw for everything that keeps it from starting.
            throw new IllegalStateException(
                    "the broker did not become active; see the messages above");
        }
        Files.writeString(ready, Long.toString(ProcessHandle.current().pid()));
        stopped.await();
    }

    private static String acceptor(String[] arguments) {
        String acceptor =
                "tcp://" + arguments[1] + ":" + Integer.parseInt(arguments[2]) + "?protocols=MQTT";
        if (arguments.length < 5) {
            return acceptor;
        }
        return acceptor
                + ";sslEnabled=true;keyStoreType=PKCS12;keyStorePath="
                + arguments[3]
                + ";keyStorePassword="
                + arguments[4];
    }

    private static Configuration configuration(Path data, String acceptor) throws Exception {
        Configuration configuration = new ConfigurationImpl();
        INTAKE.forEach(filter -> configuration.addQueueConfiguration(queueOf(filter)));
        return configuration
                .setName("sluice")
                .setPersistenceEnabled(true)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(data.resolve("journal").toString())
                .setBindingsDirectory(data.resolve("bindings").toString())
                .setLargeMessagesDirectory(data.resolve("large-messages").toString())
                .setPagingDirectory(data.resolve("paging").toString())
                .setGlobalMaxSize(MEMORY_FOR_MESSAGES)
                .addAcceptorConfiguration("mqtt", acceptor)
                .addAddressSetting("#", topics());
    }

    /**
     * A message that a subscriber has not acknowledged is delivered again for ever, and paged when
     * memory is short.
     */
    private static AddressSettings topics() {
        return new AddressSettings()
                .setMaxDeliveryAttempts(-1)
                .setMaxSizeBytes(MEMORY_FOR_ONE_TOPIC)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE);
    }

    /** Named as the broker names the queue of a shared subscription. */
    private static QueueConfiguration queueOf(String filter) {
        return QueueConfiguration.of(SHARE_GROUP + "." + filter)
                .setAddress(filter)
                .setRoutingType(RoutingType.MULTICAST)
                .setDurable(true)
                .setAutoDelete(false);
    }

    private static void stop(ActiveMQServerImpl server, CountDownLatch stopped) {
        try {
            server.stop();
        } catch (Exception e) {
            System.err.println("the broker did not stop cleanly: " + e);
        } finally {
            stopped.countDown();
        }
    }
}
