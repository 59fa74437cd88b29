package io.sluice.query.client;

import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that is done for a client, and of no use without him. */
public final class WatchedWork implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WatchedWork.class);

    private final ClientConnection connection;
    private final Runnable cancel;
    private final Set<WatchedWork> works;

    /** So that nothing is looked at or cancelled that is over. */
    private final ReentrantLock lock = new ReentrantLock();

    private boolean closed;
    private volatile boolean gone;

    WatchedWork(ClientConnection connection, Runnable cancel, Set<WatchedWork> works) {
        this.connection = connection;
        this.cancel = cancel;
        this.works = works;
    }

    /** Whether the client was found gone. */
    public boolean isInVain() {
        return gone;
    }

    void look() {
        if (!lock.tryLock()) {
            return;
        }
        try {
            gone = !closed && !connection.isOpen();
        } finally {
            lock.unlock();
        }
        if (gone) {
            works.remove(this);
            // Cancelling talks to another server: who looks does not wait for that.
            Thread.ofVirtual().name("cancel").start(this::cancel);
        }
    }

    private void cancel() {
        lock.lock();
        try {
            if (!closed) {
                cancel.run();
            }
        } catch (RuntimeException e) {
            log.warn("work for a client that has gone could not be cancelled: {}", e.toString());
        } finally {
            lock.unlock();
        }
    }

    /** The work is over. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            works.remove(this);
        } finally {
            lock.unlock();
        }
    }
}
