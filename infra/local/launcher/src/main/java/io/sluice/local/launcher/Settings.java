package io.sluice.local.launcher;

import io.sluice.local.servers.Ports;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What can be set for the local platform, by variables of the environment.
 *
 * @param environment the variables
 */
record Settings(Map<String, String> environment) {
    static final String HOME = "SLUICE_HOME";
    static final String BIND = "SLUICE_BIND";
    static final String EVERY_NETWORK = "0.0.0.0";

    private static final String THIS_MACHINE = "127.0.0.1";

    /** A port that has a variable and a default. */
    enum Port {
        FRONT_DOOR("SLUICE_FRONT_DOOR_PORT", 8080),
        INGESTION("SLUICE_INGESTION_PORT", 8081),
        QUERY("SLUICE_QUERY_PORT", 8082),
        COORDINATOR("SLUICE_COORDINATOR_PORT", 8084),
        MQTT("SLUICE_MQTT_PORT", 1883),
        KAFKA("SLUICE_KAFKA_PORT", 19092),
        KAFKA_CONTROLLER("SLUICE_KAFKA_CONTROLLER_PORT", 19093),
        POSTGRES("SLUICE_POSTGRES_PORT", 15432);

        private final String variable;
        private final int usual;

        Port(String variable, int usual) {
            this.variable = variable;
            this.usual = usual;
        }

        String variable() {
            return variable;
        }
    }

    /**
     * @throws UserError if it is set to something that is no port
     */
    int port(Port port) {
        String text = environment.get(port.variable);
        if (text == null || text.isBlank()) {
            return port.usual;
        }
        try {
            int number = Integer.parseInt(text.strip());
            if (number > 0 && number < 65536) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw new UserError(port.variable + " is '" + text + "', and not a port (1 to 65535)");
    }

    /**
     * The address where devices and analysts connect: of this machine alone, unless it is set to
     * that of every network. The servers behind are of this machine alone.
     *
     * @throws UserError if it is set to something else
     */
    String bind() {
        String address = environment.getOrDefault(BIND, "").strip();
        return switch (address) {
            case "", THIS_MACHINE -> THIS_MACHINE;
            case EVERY_NETWORK -> EVERY_NETWORK;
            default ->
                    throw new UserError(
                            BIND
                                    + " is '"
                                    + address
                                    + "', and not "
                                    + THIS_MACHINE
                                    + " (this machine) or "
                                    + EVERY_NETWORK
                                    + " (every network of this machine)");
        };
    }

    /** Where the platform keeps everything. */
    Path home(Path root) {
        String home = environment.get(HOME);
        return (home == null || home.isBlank() ? root.resolve(".sluice") : Path.of(home))
                .toAbsolutePath()
                .normalize();
    }

    /** The same settings with a free port for everything. */
    Settings onFreePorts() {
        Map<String, String> changed = new HashMap<>(environment);
        Iterator<Integer> free = Stream.generate(Ports::free).distinct().iterator();
        for (Port port : Port.values()) {
            changed.put(port.variable, Integer.toString(free.next()));
        }
        return new Settings(changed);
    }
}
