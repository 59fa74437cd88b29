package io.sluice.coordinator.model;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A rollout as it is shown.
 *
 * @param state {@code running}, {@code promoted} or {@code stopped}
 * @param reason why it ended; null while it runs
 * @param failureRate of the tasks since it began; null while there are none
 */
record RolloutResponse(
        String model,
        String version,
        String state,
        double share,
        double maxFailureRate,
        int minResults,
        long tasksSucceeded,
        long tasksFailed,
        @Nullable Double failureRate,
        @Nullable String reason,
        Instant startedAt,
        @Nullable Instant endedAt) {
    static RolloutResponse of(Rollout rollout) {
        long results = rollout.succeeded() + rollout.failed();
        return new RolloutResponse(
                rollout.id().model(),
                rollout.id().version(),
                rollout.state().name().toLowerCase(Locale.ROOT),
                rollout.plan().share(),
                rollout.plan().maxFailureRate(),
                rollout.plan().minResults(),
                rollout.succeeded(),
                rollout.failed(),
                results == 0 ? null : (double) rollout.failed() / results,
                rollout.reason(),
                rollout.startedAt(),
                rollout.endedAt());
    }
}
