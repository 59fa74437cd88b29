package io.sluice.local.launcher;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How long something that is busy is waited for.
 *
 * @param attempts how often it is asked, at least once
 * @param pause between two of them
 */
record Patience(int attempts, Duration pause) {
    Patience {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts " + attempts + " is less than 1");
        }
    }

    void pauseOnce() {
        LockSupport.parkNanos(pause.toNanos());
    }

    /** All pauses together. */
    Duration whole() {
        return pause.multipliedBy(attempts - 1L);
    }
}
