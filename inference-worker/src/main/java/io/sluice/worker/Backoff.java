package io.sluice.worker;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses that double with each failure. Each is drawn from the upper half, so that the nodes of a
 * coordinator that comes back do not all ask in the same moment.
 */
final class Backoff {
    private final Duration from;
    private final Duration to;
    private final RandomGenerator random;
    private int failures;

    Backoff(Duration from, Duration to, RandomGenerator random) {
        this.from = from;
        this.to = to;
        this.random = random;
    }

    Duration next() {
        double longest =
                Math.min(
                        (double) to.toMillis(),
                        from.toMillis() * Math.pow(2, Math.min(failures, 40)));
        failures++;
        return Duration.ofMillis(Math.round(longest * (0.5 + random.nextDouble() / 2)));
    }

    void reset() {
        failures = 0;
    }
}
