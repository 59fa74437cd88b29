package io.sluice.local.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A Kafka node on the loopback address.
 *
 * @param checkout where its program was built
 * @param directory its own directory, made if it is not there
 * @param log what it prints goes there
 * @param port where clients connect
 * @param controllerPort where the node talks to itself
 * @param heap the most memory for its objects, such as {@code 256m}
 */
public record KafkaServer(
        Checkout checkout, Path directory, Path log, int port, int controllerPort, String heap) {
    /** What to start. */
    public Program prepare() {
        JavaCommand java =
                new JavaCommand(
                        checkout.classPath("infra/local/kafka-broker"),
                        "io.sluice.local.kafka.KafkaBroker",
                        List.of(
                                "-Xmx" + heap,
                                "-XX:+UseSerialGC",
                                "-XX:+ExitOnOutOfMemoryError",
                                "--sun-misc-unsafe-memory-access=allow"));
        List<String> command =
                java.with(List.of(Integer.toString(port), Integer.toString(controllerPort)));
        return new Program(
                "kafka",
                command,
                Map.of(),
                directory,
                log,
                Program.Readiness.announcedIn(directory),
                "TERM");
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }
}
