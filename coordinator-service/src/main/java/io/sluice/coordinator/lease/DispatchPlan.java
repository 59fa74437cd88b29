package io.sluice.coordinator.lease;

import io.sluice.coordinator.task.PostgresTaskClasses.Waiting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Which waiting tasks go to which of the nodes that ask. Pure: knows what waits and who asks, and
 * has no effect.
 */
final class DispatchPlan {
    private final Map<Long, Waiting> classes = new HashMap<>();
    private final Map<Long, List<Candidate>> fitting = new LinkedHashMap<>();
    private final DispatchStrategy strategy;
    private long turn;

    /**
     * @param waiting the classes that something waits of
     * @param candidates the nodes that ask
     */
    DispatchPlan(
            Collection<Waiting> waiting,
            Collection<Candidate> candidates,
            DispatchStrategy strategy) {
        this.strategy = strategy;
        this.turn = candidates.stream().mapToLong(Candidate::lastTurn).max().orElse(0);
        for (Waiting taskClass : waiting) {
            List<Candidate> fits =
                    candidates.stream()
                            .filter(node -> node.free() > 0)
                            .filter(node -> node.versionFor(taskClass.taskClass()).isPresent())
                            .toList();
            if (!fits.isEmpty()) {
                classes.put(taskClass.id(), taskClass);
                fitting.put(taskClass.id(), fits);
            }
        }
    }

    /**
     * A task that goes to a node.
     *
     * @param version that the node runs for it
     */
    record Assignment(UUID task, long classId, String node, String incarnation, String version) {}

    /** How many tasks of each class can be given away at most. */
    Map<Long, Integer> limits() {
        Map<Long, Integer> limits = new LinkedHashMap<>();
        fitting.forEach(
                (id, nodes) -> limits.put(id, nodes.stream().mapToInt(Candidate::free).sum()));
        return limits;
    }

    /** Who gets what: the tasks by their rank, and each to the first node by the strategy. */
    List<Assignment> assign(Collection<WaitingTask> tasks) {
        List<Assignment> assignments = new ArrayList<>();
        tasks.stream()
                .sorted(Comparator.comparing(WaitingTask::rank).thenComparing(WaitingTask::id))
                .forEach(task -> assign(task).ifPresent(assignments::add));
        return assignments;
    }

    private Optional<Assignment> assign(WaitingTask task) {
        Waiting waiting = Objects.requireNonNull(classes.get(task.classId()));
        return Objects.requireNonNull(fitting.get(task.classId())).stream()
                .filter(node -> node.free() > 0 && !node.id().equals(task.avoidedNode()))
                .min(strategy.orderFor(waiting.taskClass()))
                .map(node -> {
                    node.give(++turn);
                    return new Assignment(
                            task.id(),
                            task.classId(),
                            node.id(),
                            node.incarnation(),
                            node.versionFor(waiting.taskClass()).orElseThrow());
                });
    }
}
