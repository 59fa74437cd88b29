package io.sluice.benchmarks;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Follows single messages, one after the other, from when they are sent until a query shows them.
 */
final class Freshness implements AutoCloseable {
    private record Sample(Readings.Batch batch, long sentAt) {}

    private final AtomicReference<@Nullable Sample> next = new AtomicReference<>();
    private final Histogram millis = new ConcurrentHistogram(60_000, 3);
    private final Platform platform;
    private final long probeNanos;
    private final Thread prober;
    private volatile boolean running = true;

    /**
     * @param probe how long to wait from one look to the next
     */
    Freshness(Platform platform, Duration probe) {
        this.platform = platform;
        this.probeNanos = probe.toNanos();
        this.prober = Thread.ofPlatform().name("freshness").start(this::probe);
    }

    /** A message is about to be sent; it is followed if none is being followed. */
    void sent(Readings.Batch batch) {
        next.compareAndSet(null, new Sample(batch, System.nanoTime()));
    }

    /** In milliseconds. */
    long percentile(double percentile) {
        return millis.getValueAtPercentile(percentile);
    }

    long samples() {
        return millis.getTotalCount();
    }

    private void probe() {
        while (running) {
            Sample sample = next.get();
            if (sample == null) {
                Waiting.until(System.nanoTime() + probeNanos);
                continue;
            }
            if (platform.latest(sample.batch().device(), sample.batch().metric())
                    >= sample.batch().time()) {
                millis.recordValue(
                        Math.min(60_000, (System.nanoTime() - sample.sentAt()) / 1_000_000));
                next.set(null);
            }
            Waiting.until(System.nanoTime() + probeNanos);
        }
    }

    @Override
    public void close() {
        running = false;
        try {
            prober.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
