package io.sluice.local.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An MQTT broker.
 *
 * @param checkout where its program was built
 * @param directory its own directory, made if it is not there
 * @param log what it prints goes there
 * @param address where it listens: {@code 127.0.0.1}, or {@code 0.0.0.0} for every network
 * @param port where clients connect
 * @param heap the most memory for its objects, such as {@code 256m}
 * @param keyStore for TLS on the port; without it the port speaks plain MQTT
 */
public record MqttServer(
        Checkout checkout,
        Path directory,
        Path log,
        String address,
        int port,
        String heap,
        Optional<KeyStore> keyStore) {
    /** A PKCS#12 file with the key and the certificate of the broker. */
    public record KeyStore(Path file, String password) {}

    /** What to start. */
    public Program prepare() {
        JavaCommand java =
                new JavaCommand(
                        checkout.classPath("infra/local/mqtt-broker"),
                        "io.sluice.local.mqtt.MqttBroker",
                        List.of(
                                "-Xmx" + heap,
                                "-XX:+UseSerialGC",
                                "-XX:+ExitOnOutOfMemoryError",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow"));
        List<String> arguments =
                new ArrayList<>(List.of(directory.toString(), address, Integer.toString(port)));
        keyStore.ifPresent(
                store -> arguments.addAll(List.of(store.file().toString(), store.password())));
        return new Program(
                "mqtt",
                java.with(arguments),
                Map.of(),
                directory,
                log,
                Program.Readiness.announcedIn(directory),
                "TERM");
    }
}
