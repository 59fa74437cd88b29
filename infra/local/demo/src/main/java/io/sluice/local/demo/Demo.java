package io.sluice.local.demo;

import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Registers three stations, sends their four years of hourly measurements (two over HTTP, one over
 * MQTT), waits until all of it is stored, asks for it again, and has some of it scored by nodes.
 */
final class Demo {
    private final PlatformApi api;
    private final int mqttPort;
    private final PrintStream out;

    private Demo(PlatformApi api, int mqttPort, PrintStream out) {
        this.api = api;
        this.mqttPort = mqttPort;
        this.out = out;
    }

    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        URI frontDoor = URI.create("http://127.0.0.1:" + variable("SLUICE_FRONT_DOOR_PORT"));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (PlatformApi api = new PlatformApi(frontDoor)) {
            new Demo(api, Integer.parseInt(variable("SLUICE_MQTT_PORT")), out).run();
        }
    }

    private void run() throws InterruptedException, ExecutionException {
        Station.ALL.forEach(this::register);
        Map<Station, List<Station.Hour>> hours = new HashMap<>();
        Station.ALL.forEach(station -> hours.put(station, station.hours()));
        long readings =
                hours.values().stream()
                        .flatMap(List::stream)
                        .mapToLong(hour -> hour.values().size())
                        .sum();
        out.printf(
                Locale.ROOT,
                "Sending %,d readings of %d stations: two over HTTP in batches, one over MQTT.%n",
                readings,
                Station.ALL.size());
        long before = received();
        long start = System.nanoTime();
        send(hours, readings);
        awaitReceived(before + readings);
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(
                Locale.ROOT,
                "All of it is stored after %.1f s (%,.0f readings/s).%n",
                seconds,
                readings / seconds);
        Report report = new Report(api, out);
        report.print(Station.ALL);
        report.analysis(Station.ALL.getFirst());
        new AnomalyScoring(api, out).run(Station.ALL);
        report.addresses(Station.ALL.getFirst());
    }

    private void register(Station station) {
        api.register(
                station.deviceId(),
                Map.of(
                        "id", station.deviceId(),
                        "name", station.name(),
                        "type", "air quality station",
                        "location", "Beijing",
                        "labels", Map.of("city", "Beijing", "kind", station.kind()),
                        "expected_interval", "PT1H",
                        "installed_date", "2013-03-01"));
    }

    private void send(Map<Station, List<Station.Hour>> hours, long readings)
            throws InterruptedException, ExecutionException {
        try (ProgressBar bar =
                        new ProgressBarBuilder()
                                .setTaskName("acknowledged")
                                .setInitialMax(readings)
                                .setStyle(ProgressBarStyle.ASCII)
                                .setUpdateIntervalMillis(500)
                                .build();
                ExecutorService senders = Executors.newFixedThreadPool(Station.ALL.size())) {
            Replay replay = new Replay(api, mqttPort, bar::stepBy);
            List<Future<?>> sent = new ArrayList<>();
            for (Station station : Station.ALL) {
                List<Station.Hour> itsHours = hours.getOrDefault(station, List.of());
                boolean isLast = station.equals(Station.ALL.getLast());
                sent.add(
                        senders.submit(() -> {
                            if (isLast) {
                                replay.overMqtt(station, itsHours);
                            } else {
                                replay.overHttp(station, itsHours);
                            }
                        }));
            }
            for (Future<?> future : sent) {
                future.get();
            }
        }
    }

    private void awaitReceived(long expected) {
        Patience.await(
                () -> received() >= expected,
                () ->
                        "the books show "
                                + received()
                                + " and not "
                                + expected
                                + " readings; see ./sluice logs query-service");
    }

    /**
     * What the books show: a second demo brings duplicates, which are counted and not stored again.
     */
    private long received() {
        return api.get("/api/v1/source-streams?limit=1").path("total").path("received").asLong();
    }

    static String variable(String name) {
        return Objects.requireNonNull(
                System.getenv(name), name + " is not set: run this as ./sluice demo");
    }
}
