package io.sluice.local.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Runs one Kafka node on the loopback address until it is told to stop, with its data in the
 * working directory. Arguments: its port, the port of its controller. When it takes requests it
 * says so by the file {@code ready}, which holds its process id.
 *
 * <p>Paths are relative, because Kafka takes a comma in {@code log.dirs} for the end of one.
 */
final class KafkaBroker {
    private static final String NODE_ID = "1";

    private KafkaBroker() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        int controllerPort = Integer.parseInt(arguments[1]);

        Path ready = Path.of("ready");
        Files.deleteIfExists(ready);
        Path log = Path.of("log");
        formatOnce(log);
        KafkaRaftServer server =
                new KafkaRaftServer(
                        new KafkaConfig(settings(log, port, controllerPort)), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
        server.startup();
        announce(ready);
        server.awaitShutdown();
    }

    private static void formatOnce(Path log) throws Exception {
        if (Files.exists(log.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(log);
        new Formatter()
                .setNodeId(Integer.parseInt(NODE_ID))
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .addDirectory(log.toString())
                .setMetadataLogDirectory(log.toString())
                .run();
    }

    private static Properties settings(Path log, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", NODE_ID);
        settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", log.toString());
        settings.put("auto.create.topics.enable", "false");

        // One node: what is replicated elsewhere has one copy here, and fewer partitions mean fewer
        // files.
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");

        // After a kill -9 the controller waits for the old broker's session to end before it takes
        // the new one.
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("broker.session.timeout.ms", "3000");

        // A consumer that comes back gets its partitions at once: tests and restarts wait for
        // nothing else.
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.consumer.min.heartbeat.interval.ms", "500");
        settings.put("group.consumer.heartbeat.interval.ms", "500");
        return settings;
    }

    private static void announce(Path ready) throws IOException {
        Files.writeString(ready, Long.toString(ProcessHandle.current().pid()));
    }
}
