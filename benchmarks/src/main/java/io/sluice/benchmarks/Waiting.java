package io.sluice.benchmarks;

import java.util.concurrent.locks.LockSupport;

/** Waits for points in time. */
final class Waiting {
    private Waiting() {}

    /**
     * @param nanos of {@link System#nanoTime}
     */
    static void until(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
