package io.sluice.coordinator.model;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A rollout as it is asked for.
 *
 * @param share of the nodes, above 0 and up to 1
 * @param maxFailureRate the greatest part of its tasks that may fail; 0.05 if not given
 * @param minResults how many of its tasks are waited for; 100 if not given
 */
record RolloutRequest(
        @Nullable String version,
        @Nullable Double share,
        @Nullable Double maxFailureRate,
        @Nullable Integer minResults) {
    private static final double USUAL_FAILURE_RATE = 0.05;
    private static final int USUAL_RESULTS = 100;

    ModelVersionId of(String model) {
        if (version == null) {
            throw new CoordinatorException(ErrorCode.INVALID_MODEL, "version is missing");
        }
        return new ModelVersionId(model, version);
    }

    RolloutPlan toPlan() {
        if (share == null) {
            throw new CoordinatorException(ErrorCode.INVALID_MODEL, "share is missing");
        }
        return new RolloutPlan(
                share,
                maxFailureRate == null ? USUAL_FAILURE_RATE : maxFailureRate,
                minResults == null ? USUAL_RESULTS : minResults);
    }
}
