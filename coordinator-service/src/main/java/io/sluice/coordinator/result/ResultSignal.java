package io.sluice.coordinator.result;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Says in this replica that tasks have been finished, so that what follows need not wait for its
 * next look. It may be missed: who listens also looks from time to time.
 */
@Component
public final class ResultSignal {
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** To be called when the transaction that finished tasks is committed. */
    public void wake() {
        listeners.forEach(Listener::wake);
    }

    /** One that listens for as long as the service lives. */
    public Listener listener() {
        Listener listener = new Listener();
        listeners.add(listener);
        return listener;
    }

    /** One that waits for the signal, in one thread. */
    public static final class Listener {
        private final Semaphore rung = new Semaphore(0);

        private Listener() {}

        public void wake() {
            if (rung.availablePermits() == 0) {
                rung.release();
            }
        }

        /** Returns when there was a signal since the last time, or after so long. */
        public void await(Duration longest) throws InterruptedException {
            if (rung.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                rung.drainPermits();
            }
        }
    }
}
