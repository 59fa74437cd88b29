package io.sluice.local.mqtt;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * Runs one MQTT broker on the loopback address until it is told to stop. Arguments: its data
 * directory, its port, and for TLS on that port a PKCS#12 key store and its password. When it takes
 * connections it says so by the file {@code ready} in its data directory, which holds its process
 * id.
 */
final class MqttBroker {
    private static final long MEMORY_FOR_MESSAGES = 32L * 1024 * 1024;
    private static final long MEMORY_FOR_ONE_TOPIC = 8L * 1024 * 1024;

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
        String acceptor = "tcp://127.0.0.1:" + Integer.parseInt(arguments[1]) + "?protocols=MQTT";
        if (arguments.length < 4) {
            return acceptor;
        }
        return acceptor
                + ";sslEnabled=true;keyStoreType=PKCS12;keyStorePath="
                + arguments[2]
                + ";keyStorePassword="
                + arguments[3];
    }

    private static Configuration configuration(Path data, String acceptor) throws Exception {
        return new ConfigurationImpl()
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
