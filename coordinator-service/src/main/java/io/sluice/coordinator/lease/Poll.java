package io.sluice.coordinator.lease;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A node that waits for tasks. It gets some once, or stops waiting. */
final class Poll {
    /** For who does not want to wait: the round that is awaited all the same takes far less. */
    private static final Duration FOR_ONE_ROUND = Duration.ofSeconds(2);

    private final WorkDemand demand;
    private final Duration patience;
    private final CompletableFuture<List<Lease>> leases = new CompletableFuture<>();

    /**
     * @param patience how long it waits; zero for what there is in the next round
     */
    Poll(WorkDemand demand, Duration patience) {
        this.demand = demand;
        this.patience = patience;
    }

    WorkDemand demand() {
        return demand;
    }

    boolean isForOneRound() {
        return patience.isZero();
    }

    boolean isWaiting() {
        return !leases.isDone();
    }

    /** Returns false if it waits no longer: what it was to be given must be taken back. */
    boolean give(List<Lease> given) {
        return leases.complete(given);
    }

    /** What it gets in its time, which may be nothing. */
    List<Lease> await() {
        Duration longest = isForOneRound() ? FOR_ONE_ROUND : patience;
        try {
            return leases.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return stopWaiting();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return stopWaiting();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It may have been given something at the last moment. */
    private List<Lease> stopWaiting() {
        leases.complete(List.of());
        return leases.join();
    }
}
