package io.sluice.coordinator.lease;

import io.sluice.coordinator.model.ModelOutcome;
import io.sluice.coordinator.model.ModelOutcomes;
import io.sluice.coordinator.task.TaskChange;
import io.sluice.coordinator.task.TaskFacts;
import io.sluice.coordinator.task.TaskState;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Counts results, by the node that gave them and by the version of the model that was run. */
@Component
class ResultTallies {
    private final PostgresNodeTallies nodes;
    private final ModelOutcomes models;

    ResultTallies(PostgresNodeTallies nodes, ModelOutcomes models) {
        this.nodes = nodes;
        this.models = models;
    }

    /** How many results. */
    record Tally(int succeeded, int failed) {
        Tally plus(Tally other) {
            return new Tally(succeeded + other.succeeded, failed + other.failed);
        }
    }

    /** Counts what is a result, within the transaction of the caller. */
    void count(Collection<TaskChange> changes) {
        List<TaskChange> results = changes.stream().filter(ResultTallies::isResult).toList();
        SortedMap<String, Tally> byNode = new TreeMap<>();
        results.forEach(result -> {
            String node = result.facts().node();
            if (node != null) {
                byNode.merge(node, tally(result), Tally::plus);
            }
        });
        nodes.add(byNode);
        models.count(results.stream().map(ResultTallies::outcome).toList());
    }

    private static boolean isResult(TaskChange change) {
        return switch (change) {
            case TaskChange.Renewal _ -> false;
            case TaskChange.Requeue requeue -> requeue.isReport();
            case TaskChange.Ending ending -> ending.isReport();
        };
    }

    private static Tally tally(TaskChange result) {
        boolean succeeded =
                result instanceof TaskChange.Ending ending && ending.state() == TaskState.SUCCEEDED;
        return succeeded ? new Tally(1, 0) : new Tally(0, 1);
    }

    private static ModelOutcome outcome(TaskChange result) {
        TaskFacts facts = result.facts();
        Tally tally = tally(result);
        return new ModelOutcome(
                facts.model(),
                facts.version() == null ? "" : facts.version(),
                tally.succeeded(),
                tally.failed());
    }
}
