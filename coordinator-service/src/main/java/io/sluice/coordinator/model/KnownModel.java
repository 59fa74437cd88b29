package io.sluice.coordinator.model;

import java.util.Map;
import java.util.Optional;

/**
 * A model that tasks may ask for and nodes may run.
 *
 * @param stable the version of the nodes that are not told otherwise; one of those that are ready
 * @param ready the versions that are ready
 * @param canary the version that is tried, if there is one
 */
record KnownModel(
        String name, String stable, Map<String, Artifact> ready, Optional<Canary> canary) {
    /** What a node fetches. */
    record Artifact(String version, String sha256, long size) {}

    /** A version and the share of nodes that try it. */
    record Canary(String version, double share) {}

    KnownModel {
        ready = Map.copyOf(ready);
        if (!ready.containsKey(stable)) {
            throw new IllegalArgumentException(
                    "stable version '" + stable + "' of model '" + name + "' is not ready");
        }
    }

    /** What a node is to hold. */
    ModelAssignment assignmentOf(String nodeId) {
        return canary.filter(
                        tried -> NodeShare.placeOf(nodeId, name, tried.version()) < tried.share())
                .map(tried -> assignment(tried.version(), ModelAssignment.Channel.CANARY))
                .orElseGet(() -> assignment(stable, ModelAssignment.Channel.STABLE));
    }

    private ModelAssignment assignment(String version, ModelAssignment.Channel channel) {
        Artifact artifact = ready.get(version);
        if (artifact == null) {
            throw new IllegalStateException(
                    "version '" + version + "' of model '" + name + "' is not ready");
        }
        return new ModelAssignment(name, version, artifact.sha256(), artifact.size(), channel);
    }
}
