package io.sluice.worker;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does the same again and again, until it is stopped or the node has ended. */
final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private final Connection connection;
    private final Backoff backoff;
    private final Connection.Call round;
    private final Thread thread;
    private volatile boolean stopped;

    private Loop(String name, Connection connection, Backoff backoff, Connection.Call round) {
        this.connection = connection;
        this.backoff = backoff;
        this.round = round;
        thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    static Loop start(String name, Connection connection, Backoff backoff, Connection.Call round) {
        Loop loop = new Loop(name, connection, backoff, round);
        loop.thread.start();
        return loop;
    }

    /** Returns when the round that was interrupted has ended. */
    void stop() throws InterruptedException {
        stopped = true;
        thread.interrupt();
        thread.join();
    }

    private void run() {
        while (!stopped && !connection.hasEnded()) {
            try {
                connection.attempt(backoff, round);
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                LOG.error("{} goes on after a failure", thread.getName(), e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(backoff.next());
        } catch (InterruptedException _) {
            stopped = true;
        }
    }
}
