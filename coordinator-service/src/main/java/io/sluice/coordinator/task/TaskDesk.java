package io.sluice.coordinator.task;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import io.sluice.coordinator.result.ResultSignal;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tasks for those who submitted them: look, list, cancel. */
@Component
class TaskDesk {
    private final PostgresTasks tasks;
    private final PostgresTaskChanges changes;
    private final TransactionTemplate transaction;
    private final ResultSignal results;

    TaskDesk(
            PostgresTasks tasks,
            PostgresTaskChanges changes,
            TransactionTemplate transaction,
            ResultSignal results) {
        this.tasks = tasks;
        this.changes = changes;
        this.transaction = transaction;
        this.results = results;
    }

    /**
     * @throws CoordinatorException with code {@code unknown_task}
     */
    Task get(UUID id) {
        return tasks.find(id).orElseThrow(() -> unknown(id));
    }

    List<Task> list(TaskFilter filter) {
        return tasks.list(filter);
    }

    /**
     * Ends a task that is not finished. A node that works on it learns it when it renews its lease
     * or gives its result.
     */
    Task cancel(UUID id) {
        transaction.executeWithoutResult(_ -> cancelWithin(id));
        results.wake();
        return get(id);
    }

    private void cancelWithin(UUID id) {
        TaskFacts facts =
                changes.lock(List.of(id)).stream().findFirst().orElseThrow(() -> unknown(id));
        if (facts.state().isFinal()) {
            throw new CoordinatorException(
                    ErrorCode.ALREADY_FINISHED,
                    "task " + id + " is finished: it is " + facts.state().text());
        }
        changes.apply(List.of(TaskRules.afterCancel(facts)), 0);
    }

    private static CoordinatorException unknown(UUID id) {
        return new CoordinatorException(ErrorCode.UNKNOWN_TASK, "there is no task " + id);
    }
}
