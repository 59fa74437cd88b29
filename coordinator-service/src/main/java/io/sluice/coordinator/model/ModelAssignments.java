package io.sluice.coordinator.model;

import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Which versions nodes are to hold: the stable ones, and canaries on a share of the nodes. */
@Component
public final class ModelAssignments {
    private final ModelRegistry registry;

    ModelAssignments(ModelRegistry registry) {
        this.registry = registry;
    }

    /**
     * What a node is to hold, in the order of the names. Models that are not registered are left
     * out.
     *
     * @param models the names of what the node runs
     */
    public List<ModelAssignment> of(String nodeId, Collection<String> models) {
        return models.stream()
                .sorted()
                .distinct()
                .flatMap(name -> registry.listed(name).stream())
                .map(model -> model.assignmentOf(nodeId))
                .toList();
    }
}
