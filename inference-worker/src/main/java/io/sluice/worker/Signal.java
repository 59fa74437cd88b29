package io.sluice.worker;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes a thread that waits. Given more than once before somebody waits, it counts once. */
final class Signal {
    private final Semaphore given = new Semaphore(0);

    void give() {
        given.drainPermits();
        given.release();
    }

    void await() throws InterruptedException {
        given.acquire();
        given.drainPermits();
    }

    /** Waits until it is given, or the time has passed. */
    void await(Duration most) throws InterruptedException {
        if (given.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
            given.drainPermits();
        }
    }
}
