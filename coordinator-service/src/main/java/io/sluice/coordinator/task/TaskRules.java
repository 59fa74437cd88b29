package io.sluice.coordinator.task;

import org.jspecify.annotations.Nullable;

/** What a task becomes when something happens to it. Pure: knows the facts, has no effect. */
public final class TaskRules {
    /** A node may give a task back so often without using up attempts. */
    public static final int FREE_RETURNS = 10;

    private static final String DEADLINE_PASSED = "deadline passed";

    private TaskRules() {}

    /** Its lease ran out, or its node is gone. */
    public static TaskChange afterLostLease(TaskFacts facts, String reason) {
        if (facts.isPastDeadline()) {
            return expired(facts);
        }
        return facts.attempts() >= facts.maxAttempts()
                ? new TaskChange.Ending(
                        facts,
                        TaskState.DEAD,
                        null,
                        "attempt " + facts.attempts() + ", the last: " + reason,
                        false)
                : new TaskChange.Requeue(facts, reason, false, false);
    }

    /** Its node does not want it. */
    public static TaskChange afterReturn(TaskFacts facts, String reason) {
        return facts.returns() < FREE_RETURNS
                ? new TaskChange.Requeue(facts, reason, true, false)
                : afterLostLease(facts, reason);
    }

    /** There is an output. */
    public static TaskChange afterSuccess(TaskFacts facts, byte[] output) {
        return new TaskChange.Ending(facts, TaskState.SUCCEEDED, output, null, true);
    }

    /**
     * Its node failed.
     *
     * @param isRetryable false if it would fail everywhere
     */
    public static TaskChange afterFailure(
            TaskFacts facts, @Nullable String error, boolean isRetryable) {
        String reason = error == null ? "failed, and the node did not say why" : error;
        if (!isRetryable) {
            return new TaskChange.Ending(facts, TaskState.FAILED, null, reason, true);
        }
        return facts.attempts() >= facts.maxAttempts()
                ? new TaskChange.Ending(facts, TaskState.DEAD, null, reason, true)
                : new TaskChange.Requeue(facts, reason, false, true);
    }

    /** Nobody wants it any more. */
    static TaskChange afterCancel(TaskFacts facts) {
        return new TaskChange.Ending(facts, TaskState.CANCELLED, null, "cancelled", false);
    }

    /** It waited until its deadline. */
    public static TaskChange expired(TaskFacts facts) {
        return new TaskChange.Ending(facts, TaskState.EXPIRED, null, DEADLINE_PASSED, false);
    }
}
