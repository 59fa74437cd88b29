package io.sluice.local.launcher;

import io.sluice.local.servers.Checkout;
import io.sluice.local.servers.JavaCommand;
import io.sluice.local.servers.KafkaServer;
import io.sluice.local.servers.MqttServer;
import io.sluice.local.servers.PostgresBinaries;
import io.sluice.local.servers.PostgresServer;
import io.sluice.local.servers.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processes that the platform is made of, and what each is told when it is started. */
final class Parts {
    private static final List<String> SERVICE_OPTIONS =
            List.of(
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--add-opens=java.base/java.nio=ALL-UNNAMED",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    private final Checkout checkout;
    private final Home home;
    private final Settings settings;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(1))
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();

    Parts(Checkout checkout, Home home, Settings settings) {
        this.checkout = checkout;
        this.home = home;
        this.settings = settings;
    }

    /** What others stand on. */
    List<Part> servers() {
        return List.of(
                new Part(
                        "postgres",
                        Settings.Port.POSTGRES,
                        List.of(),
                        () -> postgres().prepare(),
                        _ -> postgres().watched(),
                        () -> postgres().running()),
                new Part(
                        "kafka",
                        Settings.Port.KAFKA,
                        List.of(Settings.Port.KAFKA_CONTROLLER),
                        () -> kafka().prepare(),
                        _ -> kafka().prepare(),
                        Optional::empty),
                new Part(
                        "mqtt",
                        Settings.Port.MQTT,
                        List.of(),
                        () -> mqtt().prepare(),
                        _ -> mqtt().prepare(),
                        Optional::empty));
    }

    /** What stands on them. */
    List<Part> services() {
        return List.of(
                service(
                        "ingestion-service",
                        "io.sluice.ingestion.IngestionApplication",
                        Settings.Port.INGESTION),
                service("query-service", "io.sluice.query.QueryApplication", Settings.Port.QUERY),
                service(
                        "coordinator-service",
                        "io.sluice.coordinator.CoordinatorApplication",
                        Settings.Port.COORDINATOR),
                new Part(
                        "front-door",
                        Settings.Port.FRONT_DOOR,
                        List.of(),
                        this::frontDoor,
                        _ -> frontDoor(List.of()),
                        Optional::empty));
    }

    PostgresServer postgres() {
        return new PostgresServer(
                PostgresBinaries.in(checkout.unpackedServers()),
                home.data("postgres"),
                home.log("postgres"),
                settings.port(Settings.Port.POSTGRES),
                List.of("ingestion", "query", "coordinator"));
    }

    private KafkaServer kafka() {
        return new KafkaServer(
                checkout,
                home.data("kafka"),
                home.log("kafka"),
                settings.port(Settings.Port.KAFKA),
                settings.port(Settings.Port.KAFKA_CONTROLLER),
                "320m");
    }

    private MqttServer mqtt() {
        return new MqttServer(
                checkout,
                home.data("mqtt"),
                home.log("mqtt"),
                settings.bind(),
                settings.port(Settings.Port.MQTT),
                "512m",
                Optional.empty());
    }

    private Part service(String name, String mainClass, Settings.Port port) {
        return new Part(
                name,
                port,
                List.of(),
                () ->
                        service(
                                name,
                                settings.port(port),
                                serviceCommand(name, mainClass),
                                serviceEnvironment(port)),
                number -> service(name, number, List.of(), Map.of()),
                Optional::empty);
    }

    private Program service(
            String name, int port, List<String> command, Map<String, String> environment) {
        return new Program(
                name,
                command,
                environment,
                home.data(name),
                home.log(name),
                _ -> isUp(port),
                "TERM");
    }

    private List<String> serviceCommand(String name, String mainClass) {
        List<Path> classPath = StagedApp.stage(checkout, name, home.app(name));
        return new JavaCommand(classPath, mainClass, SERVICE_OPTIONS).with(List.of());
    }

    private Map<String, String> serviceEnvironment(Settings.Port port) {
        Map<String, String> environment = new HashMap<>();
        environment.put("SERVER_PORT", Integer.toString(settings.port(port)));
        environment.put("SPRING_DATASOURCE_URL", postgres().jdbcUrl());
        environment.put("SPRING_DATASOURCE_PASSWORD", postgres().password());
        environment.put(
                "SPRING_KAFKA_BOOTSTRAP_SERVERS",
                "127.0.0.1:" + settings.port(Settings.Port.KAFKA));
        environment.put("SLUICE_MQTT_PORT", Integer.toString(settings.port(Settings.Port.MQTT)));
        return environment;
    }

    private Program frontDoor() {
        JavaCommand java =
                new JavaCommand(
                        StagedApp.stage(checkout, "infra/local/front-door", home.app("front-door")),
                        "io.sluice.local.frontdoor.FrontDoor",
                        List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        return frontDoor(
                java.with(
                        List.of(
                                home.data("front-door").toString(),
                                settings.bind(),
                                Integer.toString(settings.port(Settings.Port.FRONT_DOOR)),
                                serviceAddress("ingestion", Settings.Port.INGESTION),
                                serviceAddress("query", Settings.Port.QUERY),
                                serviceAddress("coordinator", Settings.Port.COORDINATOR))));
    }

    private String serviceAddress(String name, Settings.Port port) {
        return name + "=http://127.0.0.1:" + settings.port(port);
    }

    private Program frontDoor(List<String> command) {
        return new Program(
                "front-door",
                command,
                Map.of(),
                home.data("front-door"),
                home.log("front-door"),
                Program.Readiness.announcedIn(home.data("front-door")),
                "TERM");
    }

    private boolean isUp(int port) {
        URI health = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
        HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(2)).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
