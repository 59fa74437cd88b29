package io.sluice.benchmarks;

import java.util.Formatter;
import java.util.Locale;

/**
 * What one run has shown.
 *
 * @param stored readings that the books show more than before
 * @param sending seconds until everything was acknowledged
 * @param storing seconds until everything was stored
 * @param cpu CPU seconds used meanwhile
 */
record Result(
        Load http,
        Load mqtt,
        long stored,
        double sending,
        double storing,
        Freshness freshness,
        CpuTimes cpu) {
    long acknowledged() {
        return http.acknowledged() + mqtt.acknowledged();
    }

    double storedPerSecond() {
        return stored / storing;
    }

    boolean isNothingLost() {
        return stored >= acknowledged();
    }

    String report() {
        Formatter text = new Formatter(Locale.ROOT);
        text.format(
                "acknowledged  %,15d readings  %,12.0f /s%n",
                acknowledged(), acknowledged() / sending);
        text.format(
                "stored        %,15d readings  %,12.0f /s over %.1f s%n",
                stored, storedPerSecond(), storing);
        text.format("lost          %,15d%n", Math.max(0, acknowledged() - stored));
        text.format(
                "not taken     %,15d (answered with an error; the sender still has them)%n",
                http.failed() + mqtt.failed());
        latency(text, "HTTP", http);
        latency(text, "MQTT", mqtt);
        if (freshness.samples() > 0) {
            text.format(
                    "sent until visible to a query   p50 %d ms   p99 %d ms   (%d messages"
                            + " followed)%n",
                    freshness.percentile(50), freshness.percentile(99), freshness.samples());
        }
        text.format("CPU seconds per million readings stored:%n");
        cpu.seconds()
                .forEach((name, used) -> text.format("  %-18s %6.2f%n", name, used / stored * 1e6));
        text.format(
                "  %-18s %6.2f   (%.2f cores)%n",
                "together", cpu.total() / stored * 1e6, cpu.total() / storing);
        return text.toString();
    }

    private static void latency(Formatter text, String name, Load load) {
        if (load.acknowledged() > 0) {
            text.format(
                    "%s acknowledgement            p50 %.1f ms   p99 %.1f ms%n",
                    name, load.latency(50), load.latency(99));
        }
    }
}
