package io.sluice.coordinator.node;

/** Ends leases of a node that has gone, or has started anew. */
public interface LeaseEnds {
    /**
     * Queues everything again that a node has leased. Is called within a transaction.
     *
     * @param reason for the history of the tasks
     * @return how many leases ended
     */
    int endAll(String nodeId, String reason);
}
