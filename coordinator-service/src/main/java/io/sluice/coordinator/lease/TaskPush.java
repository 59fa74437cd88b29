package io.sluice.coordinator.lease;

import java.util.List;

/** Sends leases to nodes that do not ask for them. */
interface TaskPush {
    /** True if it would work now, as far as is known. */
    boolean isReady();

    /**
     * Sends leases to a node.
     *
     * @throws PushFailure if they may not have arrived
     */
    void push(String node, List<Lease> leases);

    /** Leases may not have arrived. */
    final class PushFailure extends RuntimeException {
        PushFailure(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
