package io.sluice.coordinator.model;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;

/**
 * How a version is tried.
 *
 * @param share of the nodes, above 0 and up to 1
 * @param maxFailureRate the greatest part of its tasks that may fail, from 0 to 1
 * @param minResults how many of its tasks are waited for
 */
record RolloutPlan(double share, double maxFailureRate, int minResults) {
    RolloutPlan {
        check(share > 0 && share <= 1, "share " + share + " is not above 0 and up to 1");
        check(
                maxFailureRate >= 0 && maxFailureRate <= 1,
                "max_failure_rate " + maxFailureRate + " is not in 0 to 1");
        check(minResults > 0, "min_results " + minResults + " is not greater than 0");
    }

    private static void check(boolean isRight, String message) {
        if (!isRight) {
            throw new CoordinatorException(ErrorCode.INVALID_MODEL, message);
        }
    }

    /** What these results mean: the failures decide, as soon as the rest can't outweigh them. */
    RolloutVerdict verdict(long succeeded, long failed) {
        long results = succeeded + failed;
        if (results < minResults) {
            return failed > maxFailureRate * minResults ? RolloutVerdict.STOP : RolloutVerdict.WAIT;
        }
        return failed > maxFailureRate * results ? RolloutVerdict.STOP : RolloutVerdict.PROMOTE;
    }
}
