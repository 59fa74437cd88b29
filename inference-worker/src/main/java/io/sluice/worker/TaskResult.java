package io.sluice.worker;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What came out of a task.
 *
 * @param status {@code succeeded} or {@code failed}
 * @param retryable whether another attempt, perhaps elsewhere, may succeed
 */
record TaskResult(
        String taskId,
        long token,
        String status,
        @Nullable JsonNode output,
        @Nullable String error,
        boolean retryable) {
    private static final int LONGEST_ERROR = 2_000;

    static TaskResult succeeded(Lease lease, JsonNode output) {
        return new TaskResult(lease.taskId(), lease.token(), "succeeded", output, null, false);
    }

    static TaskResult failed(Lease lease, String error, boolean retryable) {
        String text =
                error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR) + "…";
        return new TaskResult(lease.taskId(), lease.token(), "failed", null, text, retryable);
    }

    boolean isSuccess() {
        return status.equals("succeeded");
    }

    @Override
    public String toString() {
        return "result of task " + taskId + " (token " + token + ")";
    }
}
