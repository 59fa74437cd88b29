package io.sluice.local.demo;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what comes soon. */
final class Patience {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private Patience() {}

    /**
     * Waits until something is so.
     *
     * @param failure says what is not so
     * @throws IllegalStateException if it is not so after two minutes
     */
    static void await(BooleanSupplier condition, Supplier<String> failure) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("after " + LONGEST + " " + failure.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
