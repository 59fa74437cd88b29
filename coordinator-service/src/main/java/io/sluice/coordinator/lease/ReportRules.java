package io.sluice.coordinator.lease;

import io.sluice.coordinator.problem.ErrorCode;
import io.sluice.coordinator.task.TaskChange;
import io.sluice.coordinator.task.TaskFacts;
import io.sluice.coordinator.task.TaskRules;
import io.sluice.coordinator.task.TaskState;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What follows from what nodes say, one after the other. Only the holder of a live lease changes
 * anything, and shows that it is by the lease's token. Pure: knows the facts, and has no effect.
 */
final class ReportRules {
    private final Map<UUID, TaskFacts> facts = new HashMap<>();
    private final Map<UUID, TaskChange> changes = new LinkedHashMap<>();

    /**
     * @param tasks those that are spoken of, as far as they are there
     */
    ReportRules(Collection<TaskFacts> tasks) {
        tasks.forEach(task -> facts.put(task.id(), task));
    }

    /** Decides about what a node says. What was decided before counts. */
    ReportVerdict decide(String node, NodeReport report) {
        TaskFacts task = facts.get(report.task());
        if (task == null) {
            return new ReportVerdict.Refused(
                    ErrorCode.UNKNOWN_TASK, "there is no task " + report.task());
        }
        Optional<ReportVerdict> refusal = refusal(node, report, task);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        TaskChange change = changeOf(task, report);
        changes.put(task.id(), change);
        facts.put(task.id(), task.after(change));
        return new ReportVerdict.Taken();
    }

    /** What is to be done, at most one thing to a task. */
    Collection<TaskChange> changes() {
        return changes.values();
    }

    private static Optional<ReportVerdict> refusal(String node, NodeReport report, TaskFacts task) {
        if (task.token() == null
                || report.token() > task.token()
                || (report.token() == task.token() && !node.equals(task.node()))) {
            return Optional.of(
                    refused(
                            ErrorCode.NO_LEASE,
                            "node %s never had lease %d of task %s"
                                    .formatted(node, report.token(), task.id())));
        }
        if (task.reportedToken() != null && report.token() == task.reportedToken()) {
            return Optional.of(
                    refused(
                            ErrorCode.RESULT_ALREADY_GIVEN,
                            "the result of lease %d of task %s was taken before; the task is %s"
                                    .formatted(report.token(), task.id(), task.state().text())));
        }
        boolean holds =
                report.token() == task.token() && task.state() == TaskState.LEASED && task.isLive();
        return holds
                ? Optional.empty()
                : Optional.of(
                        refused(
                                ErrorCode.LEASE_LOST,
                                "lease %d of task %s is over; the task is %s"
                                        .formatted(
                                                report.token(), task.id(), task.state().text())));
    }

    private static TaskChange changeOf(TaskFacts task, NodeReport report) {
        return switch (report) {
            case NodeReport.Renewal _ -> new TaskChange.Renewal(task);
            case NodeReport.Return given -> TaskRules.afterReturn(task, given.reason());
            case NodeReport.Success success -> TaskRules.afterSuccess(task, success.output());
            case NodeReport.Failure failure ->
                    TaskRules.afterFailure(task, failure.error(), failure.isRetryable());
        };
    }

    private static ReportVerdict refused(ErrorCode code, String message) {
        return new ReportVerdict.Refused(code, message);
    }
}
