package io.sluice.benchmarks;

import java.time.Duration;
import java.util.Locale;

/** Readings that come in while something else is measured, into series that are asked for. */
final class LiveLoad implements AutoCloseable {
    private static final int BATCH = 500;
    private static final int CONNECTIONS = 2;
    private static final double KEPT = 0.99;
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Seldom, so that looking is not a load of its own. */
    private static final Duration PROBE = Duration.ofMillis(20);

    private final Load load = new Load();
    private final Freshness freshness;
    private final HttpLoad http;
    private final double readingsPerSecond;
    private final long start = System.nanoTime();

    LiveLoad(Platform platform, Fleet fleet, double readingsPerSecond) {
        this.readingsPerSecond = readingsPerSecond;
        this.freshness = new Freshness(platform, PROBE);
        this.http = new HttpLoad(platform.ingestion(true), new FleetNow(fleet)::batch, BATCH);
        if (readingsPerSecond > 0) {
            http.run(
                    load,
                    CONNECTIONS,
                    readingsPerSecond,
                    start + LONGEST.toNanos(),
                    freshness::sent);
        }
    }

    /** Since it began. */
    String report() {
        return String.format(
                Locale.ROOT,
                "meanwhile %,.0f readings/s came in (%,.0f asked for, %d not taken); acknowledged"
                        + " p50 %.1f ms, p99 %.1f ms; sent until visible p50 %d ms, p99 %d ms (%d"
                        + " messages)%n",
                rate(),
                readingsPerSecond,
                load.failed(),
                load.latency(50),
                load.latency(99),
                freshness.percentile(50),
                freshness.percentile(99),
                freshness.samples());
    }

    /** Whether as many came in as were to come. */
    boolean isKept() {
        return rate() >= KEPT * readingsPerSecond;
    }

    private double rate() {
        return load.acknowledged() * 1e9 / (System.nanoTime() - start);
    }

    @Override
    public void close() {
        http.stop();
        http.close();
        freshness.close();
    }
}
