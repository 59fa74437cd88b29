package io.sluice.coordinator.result;

import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
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
    private volatile boolean running;
    private volatile boolean relaying;
    private @Nullable Thread thread;
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
    public synchronized void start() {
        if (properties.enabled() && !running) {
            running = true;
            thread = Thread.ofPlatform().daemon().name("outbox-relay").start(this::run);
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        signal.wake();
        Thread current = thread;
        thread = null;
        try {
            if (current != null && !current.join(STOPPING)) {
                current.interrupt();
                current.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Whether it is this replica that relays. */
    boolean isRelaying() {
        return relaying;
    }

    private void run() {
        while (running) {
            try {
                tryToRelay();
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                if (Thread.interrupted()) {
                    return;
                }
                log.warn("results wait in the outbox; trying again in {}", pause, e);
                if (!rest()) {
                    return;
                }
            }
        }
    }

    /** Waits longer after each failure in a row. */
    private boolean rest() {
        try {
            Thread.sleep(running ? pause : Duration.ZERO);
        } catch (InterruptedException _) {
            return false;
        }
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        return true;
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
        while (running) {
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
