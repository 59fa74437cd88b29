package io.sluice.benchmarks;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Readings in over HTTP and MQTT until they are stored, and what that costs. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description =
                "Sends readings and measures how fast they are acknowledged, stored and visible.")
final class IngestBench implements Callable<Integer> {
    /** How readings are sent. */
    enum Transport {
        HTTP,
        MQTT,
        MIXED
    }

    @Option(names = "--transport", defaultValue = "HTTP", description = "${COMPLETION-CANDIDATES}")
    private Transport transport = Transport.HTTP;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "how long to send (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--warmup",
            defaultValue = "15",
            description = "seconds before, not counted (${DEFAULT-VALUE})")
    private int warmup;

    @Option(
            names = "--rate",
            defaultValue = "0",
            description = "readings a second; 0 for as fast as they are taken")
    private double rate;

    @Option(
            names = "--batch",
            defaultValue = "500",
            description = "readings a POST (${DEFAULT-VALUE})")
    private int batch;

    @Option(names = "--devices", defaultValue = "1000", description = "(${DEFAULT-VALUE})")
    private int devices;

    @Option(names = "--devices-per-batch", defaultValue = "10", description = "(${DEFAULT-VALUE})")
    private int devicesPerBatch;

    @Option(
            names = "--connections",
            defaultValue = "8",
            description = "HTTP connections (${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--mqtt-clients", defaultValue = "4", description = "(${DEFAULT-VALUE})")
    private int mqttClients;

    @Option(
            names = "--front-door",
            description = "send through the front door and not straight to the service")
    private boolean frontDoor;

    @Option(
            names = "--ceiling-seconds",
            defaultValue = "15",
            description = "per measurement; 0 for none (${DEFAULT-VALUE})")
    private int ceilingSeconds;

    @Override
    public Integer call() {
        try (Platform platform = new Platform()) {
            Readings readings = new Readings(devices, devicesPerBatch);
            platform.register(readings.deviceIds());
            if (warmup > 0) {
                System.out.printf("warming up for %d s%n", warmup);
                run(platform, readings, warmup);
            }
            System.out.printf("sending for %d s (%s)%n", seconds, transport);
            Result result = run(platform, readings, seconds);
            System.out.print(result.report());
            if (ceilingSeconds > 0) {
                reportCeiling(platform, result);
            }
            return result.isNothingLost() ? 0 : 1;
        }
    }

    private Result run(Platform platform, Readings readings, int duration) {
        long storedBefore = platform.stored();
        CpuTimes cpuBefore = CpuTimes.now(platform.processes());
        Load http = new Load();
        Load mqtt = new Load();
        long start = System.nanoTime();
        long end = start + Duration.ofSeconds(duration).toNanos();
        try (Freshness freshness = new Freshness(platform, Duration.ofMillis(2))) {
            send(platform, readings, http, mqtt, end, freshness);
            double sending = (System.nanoTime() - start) / 1e9;
            long acknowledged = http.acknowledged() + mqtt.acknowledged();
            long stored = awaitStored(platform, storedBefore, acknowledged);
            double storing = (System.nanoTime() - start) / 1e9;
            CpuTimes cpu = CpuTimes.now(platform.processes()).since(cpuBefore);
            return new Result(http, mqtt, stored, sending, storing, freshness, cpu);
        }
    }

    private void send(
            Platform platform,
            Readings readings,
            Load http,
            Load mqtt,
            long end,
            Freshness freshness) {
        boolean mixed = transport == Transport.MIXED;
        double share = mixed ? rate / 2 : rate;
        try (HttpLoad httpLoad =
                        new HttpLoad(platform.ingestion(frontDoor), readings::batch, batch);
                MqttLoad mqttLoad =
                        new MqttLoad(
                                platform.mqttPort(),
                                readings,
                                transport == Transport.HTTP ? 0 : mqttClients)) {
            if (transport != Transport.MQTT) {
                httpLoad.run(http, connections, share, end, freshness::sent);
            }
            mqttLoad.run(mqtt, share, end);
        }
    }

    /** How many were stored since then, when all that were acknowledged are, or after a minute. */
    private static long awaitStored(Platform platform, long before, long acknowledged) {
        long giveUp = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        long stored = platform.stored() - before;
        while (stored < acknowledged && System.nanoTime() < giveUp) {
            Waiting.until(System.nanoTime() + 20_000_000);
            stored = platform.stored() - before;
        }
        return stored;
    }

    private void reportCeiling(Platform platform, Result result) {
        InsertCeiling ceiling = new InsertCeiling(platform);
        for (int count = 1; count <= 2; count++) {
            double rows = ceiling.measure(count, Duration.ofSeconds(ceilingSeconds));
            System.out.printf(
                    Locale.ROOT,
                    "ceiling: bare staged insert, %d connection%s %,12.0f readings/s; stored is"
                            + " %.2f of it%n",
                    count,
                    count == 1 ? " " : "s",
                    rows,
                    result.storedPerSecond() / rows);
        }
    }
}
