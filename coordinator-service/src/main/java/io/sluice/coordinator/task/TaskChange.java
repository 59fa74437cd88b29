package io.sluice.coordinator.task;

import org.jspecify.annotations.Nullable;

/** What is to be done to a task. */
public sealed interface TaskChange {
    /** The task as it is before. */
    TaskFacts facts();

    /** Its lease gets time again. */
    record Renewal(TaskFacts facts) implements TaskChange {}

    /**
     * It waits again, where it waited before; others than the node that had it go first.
     *
     * @param isFree true if the lease that ended is not counted as an attempt
     * @param isReport true if the node said that it failed
     */
    record Requeue(TaskFacts facts, String reason, boolean isFree, boolean isReport)
            implements TaskChange {}

    /**
     * Nothing happens to it any more.
     *
     * @param output JSON, if it succeeded
     * @param error why it did not
     * @param isReport true if the node said so
     */
    record Ending(
            TaskFacts facts,
            TaskState state,
            byte @Nullable [] output,
            @Nullable String error,
            boolean isReport)
            implements TaskChange {
        public Ending {
            if (!state.isFinal()) {
                throw new IllegalArgumentException(state + " is not final");
            }
        }
    }
}
