package io.sluice.coordinator.task;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Wakes who hands tasks out: something is queued, or somebody asks. */
@Component
public class QueueSignal {
    private final Semaphore permits = new Semaphore(0);

    /** There may be something to do. */
    public void wake() {
        if (permits.availablePermits() == 0) {
            permits.release();
        }
    }

    /** Returns when there may be something to do, and after the given time anyway. */
    public void await(long milliseconds) throws InterruptedException {
        if (permits.tryAcquire(milliseconds, TimeUnit.MILLISECONDS)) {
            permits.drainPermits();
        }
    }
}
