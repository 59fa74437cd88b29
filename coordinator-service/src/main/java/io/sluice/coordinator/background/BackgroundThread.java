package io.sluice.coordinator.background;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that runs beside requests while its part of the service does, and can be started again.
 */
public final class BackgroundThread {
    private static final Logger log = LoggerFactory.getLogger(BackgroundThread.class);

    private final String name;
    private final Duration patience;
    private final Body body;
    private volatile boolean running;
    private @Nullable Thread thread;

    /** What it does. Returns when {@link BackgroundThread#isRunning()} is false. */
    @FunctionalInterface
    public interface Body {
        /** Is interrupted if it does not return in time. */
        void run() throws InterruptedException;
    }

    /**
     * @param patience how long it has to return by itself when it is stopped
     */
    public BackgroundThread(String name, Duration patience, Body body) {
        this.name = name;
        this.patience = patience;
        this.body = body;
    }

    /** Starts it, unless it runs. */
    public synchronized void start() {
        if (!running) {
            running = true;
            thread = Thread.ofPlatform().daemon().name(name).start(this::run);
        }
    }

    /**
     * Stops it, and returns when it has ended.
     *
     * @param wake ends what it may be waiting for
     */
    public synchronized void stop(Runnable wake) {
        running = false;
        wake.run();
        Thread current = thread;
        thread = null;
        try {
            if (current != null && !current.join(patience)) {
                current.interrupt();
                current.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** False as soon as it is to end. */
    public boolean isRunning() {
        return running;
    }

    private void run() {
        try {
            body.run();
        } catch (InterruptedException _) {
            log.debug("{} was interrupted", name);
        } catch (RuntimeException e) {
            log.error("{} has ended", name, e);
        }
    }
}
