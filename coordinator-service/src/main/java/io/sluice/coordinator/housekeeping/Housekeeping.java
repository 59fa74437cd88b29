package io.sluice.coordinator.housekeeping;

import io.sluice.coordinator.background.BackgroundThread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.integration.support.locks.LockRegistry;
import org.springframework.stereotype.Component;

/** Does the chores on the replica that gets the lock. */
@Component
class Housekeeping implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
    private static final String LOCK = "housekeeping";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<Chore> chores;
    private final LockRegistry<?> locks;
    private final HousekeepingProperties properties;
    private final Semaphore stopped = new Semaphore(0);
    private final BackgroundThread thread = new BackgroundThread(LOCK, PATIENCE, this::run);

    Housekeeping(List<Chore> chores, LockRegistry<?> locks, HousekeepingProperties properties) {
        this.chores = chores;
        this.locks = locks;
        this.properties = properties;
    }

    @Override
    public void start() {
        stopped.drainPermits();
        thread.start();
    }

    @Override
    public void stop() {
        thread.stop(stopped::release);
    }

    @Override
    public boolean isRunning() {
        return thread.isRunning();
    }

    private void run() throws InterruptedException {
        while (!stopped.tryAcquire(properties.every().toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                runIfNobodyElseDoes();
            } catch (RuntimeException e) {
                log.warn("housekeeping failed: {}", e.toString());
            }
        }
    }

    private void runIfNobodyElseDoes() {
        Lock lock = locks.obtain(LOCK);
        if (!lock.tryLock()) {
            return;
        }
        try {
            chores.forEach(Housekeeping::run);
        } finally {
            lock.unlock();
        }
    }

    /** One that fails does not keep the others from being done. */
    private static void run(Chore chore) {
        try {
            chore.run();
        } catch (RuntimeException e) {
            log.warn("{} failed", chore.getClass().getSimpleName(), e);
        }
    }
}
