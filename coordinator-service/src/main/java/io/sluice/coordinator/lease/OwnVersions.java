package io.sluice.coordinator.lease;

import io.sluice.coordinator.model.ModelAssignment;
import io.sluice.coordinator.model.ModelAssignments;
import io.sluice.coordinator.node.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Which version of a model a node runs for tasks that ask for none: the one that it is to hold, or,
 * until it holds that, the newest of those it holds.
 */
@Component
class OwnVersions {
    private final ModelAssignments assignments;

    OwnVersions(ModelAssignments assignments) {
        this.assignments = assignments;
    }

    /** By model; models that it can't run yet are missing. */
    Map<String, String> of(Node node) {
        Map<String, String> assigned =
                assignments.of(node.id(), node.models().keySet()).stream()
                        .collect(
                                Collectors.toMap(ModelAssignment::model, ModelAssignment::version));
        Map<String, String> versions = new HashMap<>();
        node.models()
                .forEach((model, held) ->
                        version(held, Optional.ofNullable(assigned.get(model)))
                                .ifPresent(version -> versions.put(model, version)));
        return versions;
    }

    private static Optional<String> version(List<String> held, Optional<String> assigned) {
        return held.isEmpty()
                ? Optional.empty()
                : assigned.filter(held::contains).or(() -> Optional.of(held.getLast()));
    }
}
