package io.sluice.benchmarks;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What a load generator has done so far. */
final class Load {
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Histogram latency = new ConcurrentHistogram(60_000_000, 3);

    /**
     * @param nanos from when the message was meant to be sent until it was acknowledged
     */
    void acknowledged(int readings, long nanos) {
        acknowledged.add(readings);
        latency.recordValue(Math.min(nanos / 1000, latency.getHighestTrackableValue()));
    }

    void failed(int readings) {
        failed.add(readings);
    }

    long acknowledged() {
        return acknowledged.sum();
    }

    long failed() {
        return failed.sum();
    }

    /** In milliseconds. */
    double latency(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1000.0;
    }
}
