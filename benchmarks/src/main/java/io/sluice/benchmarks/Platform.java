package io.sluice.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The platform that is measured, as {@code ./sluice bench} tells by the environment where it is.
 */
final class Platform implements AutoCloseable {
    private final Map<String, String> environment = System.getenv();
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    /** Where messages go: the front door, as those of devices do, or the service itself. */
    URI ingestion(boolean throughFrontDoor) {
        return address(throughFrontDoor ? "SLUICE_FRONT_DOOR_PORT" : "SLUICE_INGESTION_PORT");
    }

    int mqttPort() {
        return Integer.parseInt(variable("SLUICE_MQTT_PORT"));
    }

    /** Where questions go: the front door, as those of analysts do, or the service itself. */
    URI query(boolean throughFrontDoor) {
        return address(throughFrontDoor ? "SLUICE_FRONT_DOOR_PORT" : "SLUICE_QUERY_PORT");
    }

    /** Where tasks go and nodes ask: the front door, or the service itself. */
    URI coordinator(boolean throughFrontDoor) {
        return address(throughFrontDoor ? "SLUICE_FRONT_DOOR_PORT" : "SLUICE_COORDINATOR_PORT");
    }

    /** A connection to the database as the role of query-service. */
    Connection database() throws SQLException {
        return database("query");
    }

    /** A connection to the database as the one who may do everything. */
    Connection superuser() throws SQLException {
        return database("postgres");
    }

    private Connection database(String role) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + variable("SLUICE_POSTGRES_PORT") + "/sluice";
        try {
            String password = Files.readString(home().resolve("data/postgres/password")).strip();
            return DriverManager.getConnection(url, role, password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processes of the platform by the names of its parts. */
    Map<String, Long> processes() {
        Map<String, Long> processes = new TreeMap<>();
        try (Stream<Path> files = Files.list(home().resolve("run"))) {
            for (Path file : files.toList()) {
                Properties note = new Properties();
                try (var reader = Files.newBufferedReader(file)) {
                    note.load(reader);
                }
                processes.put(
                        file.getFileName().toString(), Long.parseLong(note.getProperty("pid")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return processes;
    }

    /** How many readings the books show as stored. */
    long stored() {
        return get(address("SLUICE_QUERY_PORT").resolve("/api/v1/source-streams?limit=1"))
                .path("total")
                .path("stored")
                .asLong();
    }

    /** The time of the latest reading of a series in milliseconds, or 0 if it has none. */
    long latest(String device, String metric) {
        JsonNode latest =
                get(
                        address("SLUICE_QUERY_PORT")
                                .resolve(
                                        "/api/v1/devices/"
                                                + device
                                                + "/series/"
                                                + metric
                                                + "/latest"));
        String time = latest.path("point").path("time").asString("");
        return time.isEmpty() ? 0 : java.time.Instant.parse(time).toEpochMilli();
    }

    /** Registers devices with these ids. */
    void register(Stream<String> ids) {
        StringBuilder csv = new StringBuilder("id,type\n");
        ids.forEach(id -> csv.append(id).append(",bench\n"));
        registerCsv(csv.toString());
    }

    /**
     * @param csv as the import of devices takes it
     */
    void registerCsv(String csv) {
        HttpResponse<String> response = post("/api/v1/devices/import", "text/csv", csv);
        if (response.statusCode() != 200
                || !json.readTree(response.body()).path("rejections").isEmpty()) {
            throw new IllegalStateException("devices not registered: " + response.body());
        }
    }

    /** The labels of a device, if it is registered. */
    Optional<Map<String, String>> labels(String device) {
        HttpResponse<String> response =
                send(
                        HttpRequest.newBuilder(
                                        ingestion(false).resolve("/api/v1/devices/" + device))
                                .build());
        if (response.statusCode() == 404) {
            return Optional.empty();
        }
        Map<String, String> labels = new TreeMap<>();
        json.readTree(response.body())
                .path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asString()));
        return Optional.of(labels);
    }

    /**
     * Sends readings.
     *
     * @param readings a JSON array of flat objects
     */
    void sendReadings(String readings) {
        HttpResponse<String> response = post("/api/v1/readings", "application/json", readings);
        if (response.statusCode() != 202) {
            throw new IllegalStateException("readings not taken: " + response.body());
        }
    }

    private HttpResponse<String> post(String path, String type, String body) {
        return send(
                HttpRequest.newBuilder(ingestion(false).resolve(path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private JsonNode get(URI address) {
        return json.readTree(send(HttpRequest.newBuilder(address).build()).body());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private URI address(String portVariable) {
        return URI.create("http://127.0.0.1:" + variable(portVariable));
    }

    private Path home() {
        return Path.of(variable("SLUICE_HOME"));
    }

    private String variable(String name) {
        return Objects.requireNonNull(
                environment.get(name), name + " is not set: run this as ./sluice bench");
    }

    @Override
    public void close() {
        http.close();
    }
}
