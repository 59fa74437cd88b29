package io.sluice.coordinator.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version that is tried, or was.
 *
 * @param number names it
 * @param reason why it ended; null while it runs
 * @param succeeded how many tasks the version was run for with success since it began, until it
 *     ended
 * @param failed how many without
 */
record Rollout(
        long number,
        ModelVersionId id,
        RolloutPlan plan,
        State state,
        @Nullable String reason,
        long succeeded,
        long failed,
        Instant startedAt,
        @Nullable Instant endedAt) {
    enum State {
        RUNNING,
        PROMOTED,
        STOPPED
    }

    RolloutVerdict verdict() {
        return plan.verdict(succeeded, failed);
    }

    /** What its results are, in words. */
    String results() {
        return failed
                + " of "
                + (succeeded + failed)
                + " tasks failed; the limit is a rate of "
                + plan.maxFailureRate();
    }
}
