package io.sluice.coordinator.housekeeping;

import java.util.List;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
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

    private final List<Chore> chores;
    private final LockRegistry<?> locks;
    private final HousekeepingProperties properties;
    private volatile @Nullable Thread thread;

    Housekeeping(List<Chore> chores, LockRegistry<?> locks, HousekeepingProperties properties) {
        this.chores = chores;
        this.locks = locks;
        this.properties = properties;
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name(LOCK).start(this::run);
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private boolean isCurrent() {
        return Thread.currentThread().equals(thread);
    }

    private void run() {
        while (isCurrent()) {
            try {
                Thread.sleep(properties.every());
                runIfNobodyElseDoes();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (isCurrent()) {
                    log.warn("housekeeping failed: {}", e.toString());
                }
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
