package io.sluice.coordinator.result;

import io.sluice.coordinator.background.BackgroundThread;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.integration.support.locks.RenewableLockRegistry;

/**
 * Relays the outbox as long as this replica has the lock for it, and tries to get the lock as long
 * as it has not.
 */
final class OutboxRelayThread implements SmartLifecycle {
    static final String LOCK = "outbox";

    private static final Logger log = LoggerFactory.getLogger(OutboxRelayThread.class);
    private static final Duration NEXT_TRY = Duration.ofSeconds(1);
    private static final Duration RENEWAL = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final OutboxRelay relay;
    private final RenewableLockRegistry<?> locks;
    private final OutboxProperties properties;
    private final ResultSignal.Listener signal;
    private final BackgroundThread thread =
            new BackgroundThread("outbox-relay", STOPPING, this::run);
    private volatile boolean relaying;
    private Duration pause = FIRST_PAUSE;

    OutboxRelayThread(
            OutboxRelay relay,
            RenewableLockRegistry<?> locks,
            OutboxProperties properties,
            ResultSignal.Listener signal) {
        this.relay = relay;
        this.locks = locks;
        this.properties = properties;
        this.signal = signal;
    }

    @Override
    public void start() {
        if (properties.enabled()) {
            thread.start();
        }
    }

    @Override
    public void stop() {
        thread.stop(signal::wake);
    }

    @Override
    public boolean isRunning() {
        return thread.isRunning();
    }

    /** Whether it is this replica that relays. */
    boolean isRelaying() {
        return relaying;
    }

    private void run() throws InterruptedException {
        while (thread.isRunning()) {
            try {
                tryToRelay();
            } catch (RuntimeException e) {
                if (Thread.interrupted()) {
                    return;
                }
                log.warn("results wait in the outbox; trying again in {}", pause, e);
                rest();
            }
        }
    }

    /** Waits longer after each failure in a row. */
    private void rest() throws InterruptedException {
        Thread.sleep(thread.isRunning() ? pause : Duration.ZERO);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private void tryToRelay() throws InterruptedException {
        Lock lock = locks.obtain(LOCK);
        if (!lock.tryLock()) {
            signal.await(NEXT_TRY);
            return;
        }
        try (OutboxRelay.Term term = relay.begin()) {
            relaying = true;
            relay(term);
        } catch (Outbox.Replaced e) {
            log.info("{}: another replica does it", e.getMessage());
        } finally {
            relaying = false;
            release(lock);
        }
    }

    private void relay(OutboxRelay.Term term) throws InterruptedException {
        long renewed = System.nanoTime();
        while (thread.isRunning()) {
            if (System.nanoTime() - renewed > RENEWAL.toNanos()) {
                locks.renewLock(LOCK);
                renewed = System.nanoTime();
            }
            int tasks = term.round();
            pause = FIRST_PAUSE;
            if (tasks == 0) {
                signal.await(properties.interval());
            } else if (tasks < properties.batchTasks()) {
                Thread.sleep(properties.pause());
            }
        }
    }

    /** A lock that can't be given back runs out by itself. */
    private static void release(Lock lock) {
        try {
            lock.unlock();
        } catch (ConcurrentModificationException e) {
            log.info("the lock of the outbox had run out, and another replica may have it");
        } catch (RuntimeException e) {
            log.warn("the lock of the outbox can't be released, and runs out: {}", e.toString());
        }
    }
}
