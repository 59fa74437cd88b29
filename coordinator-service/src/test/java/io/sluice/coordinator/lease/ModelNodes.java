package io.sluice.coordinator.lease;

import io.sluice.coordinator.lease.ModelTask.Wish;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The nodes as they should be. */
final class ModelNodes {
    private final Map<String, ModelNode> nodes = new HashMap<>();

    private record ModelNode(
            String incarnation,
            int capacity,
            Map<String, List<String>> models,
            Map<String, String> labels,
            boolean draining) {}

    boolean contains(String id) {
        return nodes.containsKey(id);
    }

    /** Returns true if it is another start of a node that was there. */
    boolean register(
            String id,
            String incarnation,
            int capacity,
            Map<String, List<String>> models,
            Map<String, String> labels) {
        ModelNode before = nodes.get(id);
        boolean isSame = before != null && before.incarnation().equals(incarnation);
        nodes.put(
                id,
                new ModelNode(
                        incarnation,
                        capacity,
                        models,
                        labels,
                        isSame && before != null && before.draining()));
        return before != null && !isSame;
    }

    boolean remove(String id) {
        return nodes.remove(id) != null;
    }

    void drain(String id, boolean draining) {
        nodes.computeIfPresent(
                id,
                (_, node) ->
                        new ModelNode(
                                node.incarnation(),
                                node.capacity(),
                                node.models(),
                                node.labels(),
                                draining));
    }

    /** How many leases it may be given. */
    int room(String id, long leases) {
        ModelNode node = nodes.get(id);
        return node == null || node.draining() ? 0 : (int) Math.max(0, node.capacity() - leases);
    }

    boolean fits(String id, Wish wish) {
        ModelNode node = nodes.get(id);
        return node != null
                && node.models().containsKey(wish.model())
                && (wish.version() == null
                        || node.models()
                                .getOrDefault(wish.model(), List.of())
                                .contains(wish.version()))
                && node.labels().entrySet().containsAll(wish.labels().entrySet());
    }
}
