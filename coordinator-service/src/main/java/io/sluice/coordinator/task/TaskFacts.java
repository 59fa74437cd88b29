package io.sluice.coordinator.task;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What decides about a change of a task. Its row is locked while this is used.
 *
 * @param token of its lease, or of its last one; null if it never had one
 * @param reportedToken of the last lease whose result was taken, or null
 * @param node that has it, or had it last
 * @param isLive true if its lease has time left by the database's clock
 * @param isPastDeadline true if it is worth nothing any more
 * @param returns how often it was given back without counting as an attempt
 * @param version that the node runs for it
 */
public record TaskFacts(
        UUID id,
        long classId,
        TaskState state,
        @Nullable Long token,
        @Nullable Long reportedToken,
        @Nullable String node,
        boolean isLive,
        boolean isPastDeadline,
        int attempts,
        int maxAttempts,
        int returns,
        String model,
        @Nullable String version) {

    /** As it is after a change. */
    public TaskFacts after(TaskChange change) {
        return switch (change) {
            case TaskChange.Renewal _ -> this;
            case TaskChange.Requeue requeue -> with(TaskState.QUEUED, requeue.isReport());
            case TaskChange.Ending ending -> with(ending.state(), ending.isReport());
        };
    }

    private TaskFacts with(TaskState next, boolean isReport) {
        return new TaskFacts(
                id,
                classId,
                next,
                token,
                isReport ? token : reportedToken,
                node,
                isLive,
                isPastDeadline,
                attempts,
                maxAttempts,
                returns,
                model,
                version);
    }
}
