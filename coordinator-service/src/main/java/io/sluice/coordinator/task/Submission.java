package io.sluice.coordinator.task;

import io.sluice.coordinator.problem.CoordinatorException;
import java.util.UUID;

/** What became of a task that was submitted. */
sealed interface Submission {
    /** It is queued. */
    record Queued(Task task) implements Submission {
        UUID id() {
            return task.id();
        }
    }

    /** It was queued before, under the same idempotency key. */
    record Known(UUID id) implements Submission {}

    /** It was not taken. */
    record Refused(CoordinatorException reason) implements Submission {}
}
