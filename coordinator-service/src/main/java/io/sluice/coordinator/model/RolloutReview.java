package io.sluice.coordinator.model;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import org.springframework.stereotype.Component;

/**
 * Ends rollouts by their results: promotes a version that has enough of them with few failures, and
 * stops one that failed too often. Any number of replicas may do so at a time.
 */
@Component
public final class RolloutReview {
    private final PostgresRollouts rollouts;
    private final Rollouts decisions;

    RolloutReview(PostgresRollouts rollouts, Rollouts decisions) {
        this.rollouts = rollouts;
        this.decisions = decisions;
    }

    /** Looks at all rollouts that run. */
    public void review() {
        rollouts.running().forEach(this::review);
    }

    private void review(String model) {
        try {
            decisions.review(model);
        } catch (CoordinatorException e) {
            if (e.code() != ErrorCode.NO_ROLLOUT && e.code() != ErrorCode.MODEL_NOT_FOUND) {
                throw e;
            }
            // Somebody else ended it in this moment.
        }
    }
}
