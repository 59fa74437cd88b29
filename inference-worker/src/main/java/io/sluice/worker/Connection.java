package io.sluice.worker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node is to the coordinator: registered or not, reachable or not. Decides what follows
 * from a call that failed.
 */
final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final String node;
    private final Call registration;
    private final Counters counters;
    private final AtomicBoolean reachable = new AtomicBoolean(true);
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private boolean registered;

    /** Something that asks the coordinator. */
    interface Call {
        void run() throws InterruptedException;
    }

    Connection(String node, Call registration, Counters counters) {
        this.node = node;
        this.registration = registration;
        this.counters = counters;
    }

    /** Completes, with an exception, when this node's id is another's. */
    CompletableFuture<Void> end() {
        return end;
    }

    boolean hasEnded() {
        return end.isDone();
    }

    /** Registers if necessary and runs the call; if that fails, pauses. */
    void attempt(Backoff backoff, Call call) throws InterruptedException {
        try {
            ensureRegistered();
            call.run();
            backoff.reset();
            answered();
            return;
        } catch (CoordinatorUnreachable e) {
            lost(e);
        } catch (CoordinatorRefusal e) {
            refused(e);
        }
        if (!hasEnded()) {
            Thread.sleep(backoff.next());
        }
    }

    private void answered() {
        if (reachable.compareAndSet(false, true)) {
            LOG.info("The coordinator can be reached again by node {}", node);
        }
    }

    private synchronized void ensureRegistered() throws InterruptedException {
        if (!registered) {
            registration.run();
            registered = true;
            counters.add(Count.REGISTRATIONS);
            answered();
            LOG.info("Node {} is registered", node);
        }
    }

    private synchronized void registerAgain() {
        registered = false;
    }

    private void lost(CoordinatorUnreachable failure) {
        if (reachable.compareAndSet(true, false)) {
            counters.add(Count.CONNECTIONS_LOST);
            LOG.warn(
                    "Node {} goes on without the coordinator, and tries again: {}",
                    node,
                    failure.getMessage());
        }
    }

    private void refused(CoordinatorRefusal refusal) {
        answered();
        counters.add(Count.REQUESTS_REFUSED);
        if (refusal.isSuperseded()) {
            end.completeExceptionally(new NodeSuperseded(node, refusal));
            LOG.error("Node {} stops: {}", node, refusal.getMessage());
        } else if (refusal.isUnknownNode()) {
            LOG.warn("Node {} is not known any more, and registers again", node);
            registerAgain();
        } else {
            LOG.error("Node {}: {}", node, refusal.getMessage());
        }
    }
}
