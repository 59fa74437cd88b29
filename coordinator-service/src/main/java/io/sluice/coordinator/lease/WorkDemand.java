package io.sluice.coordinator.lease;

import io.sluice.coordinator.node.Node;
import org.jspecify.annotations.Nullable;

/**
 * What a node asks for.
 *
 * @param incarnation the start of its program that asks, or null if it does not say
 * @param most how many tasks
 */
record WorkDemand(String node, @Nullable String incarnation, int most) {
    /** True if who asks is not one that the node has replaced. */
    boolean isOf(Node registered) {
        return isOf(registered.id(), registered.incarnation());
    }

    /** True if a lease of this node and incarnation is for who asks. */
    boolean isOf(String id, String current) {
        return node.equals(id) && (incarnation == null || incarnation.equals(current));
    }
}
