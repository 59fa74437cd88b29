package io.sluice.coordinator.lease;

import io.sluice.coordinator.lease.DispatchPlan.Assignment;
import io.sluice.coordinator.node.Node;
import io.sluice.coordinator.node.PostgresNodes;
import io.sluice.coordinator.task.PostgresTaskClasses;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives waiting tasks to the nodes that ask, all of them in one transaction. */
@Component
class DispatchRound {
    /** Nodes come and go. */
    private static final int MOST_REMEMBERED = 100_000;

    private final PostgresNodes nodes;
    private final PostgresTaskClasses classes;
    private final PostgresLeases leases;
    private final OwnVersions versions;
    private final TransactionTemplate transaction;
    private final LeaseProperties properties;

    /** When each node had its turn, by a counter: rounds of this replica. */
    private final Map<String, Long> turns = new ConcurrentHashMap<>();

    DispatchRound(
            PostgresNodes nodes,
            PostgresTaskClasses classes,
            PostgresLeases leases,
            OwnVersions versions,
            TransactionTemplate transaction,
            LeaseProperties properties) {
        this.nodes = nodes;
        this.classes = classes;
        this.leases = leases;
        this.versions = versions;
        this.transaction = transaction;
        this.properties = properties;
    }

    /**
     * Makes leases.
     *
     * @param demands what nodes ask for; several of one node are added up
     * @return the leases by node, each node's in the order of their ranks
     */
    Map<String, List<Lease>> run(List<WorkDemand> demands) {
        List<PostgresTaskClasses.Waiting> waiting =
                demands.isEmpty() ? List.of() : classes.waiting();
        return waiting.isEmpty()
                ? Map.of()
                : Objects.requireNonNull(transaction.execute(_ -> runWithin(demands, waiting)));
    }

    private Map<String, List<Lease>> runWithin(
            List<WorkDemand> demands, List<PostgresTaskClasses.Waiting> waiting) {
        Set<String> ids = demands.stream().map(WorkDemand::node).collect(Collectors.toSet());
        List<Candidate> candidates =
                nodes.locked(ids).stream()
                        .filter(node -> !node.draining())
                        .map(node -> candidate(node, demands))
                        .toList();
        DispatchPlan plan = new DispatchPlan(waiting, candidates, properties.strategy());
        Map<Long, Integer> limits = plan.limits();
        if (limits.isEmpty()) {
            return Map.of();
        }
        List<Assignment> assignments = plan.assign(leases.take(limits));
        if (assignments.isEmpty()) {
            return Map.of();
        }
        noteTurns(candidates);
        List<Lease> granted = leases.grant(assignments, properties.seconds());
        classes.add(taken(assignments));
        return byNode(granted, assignments);
    }

    private Candidate candidate(Node node, List<WorkDemand> demands) {
        return new Candidate(
                node,
                versions.of(node),
                demands.stream()
                        .filter(demand -> demand.isOf(node))
                        .mapToInt(WorkDemand::most)
                        .sum(),
                turns.getOrDefault(node.id(), 0L));
    }

    private void noteTurns(List<Candidate> candidates) {
        if (turns.size() > MOST_REMEMBERED) {
            turns.clear();
        }
        candidates.forEach(candidate -> turns.put(candidate.id(), candidate.lastTurn()));
    }

    private static Map<Long, Integer> taken(List<Assignment> assignments) {
        Map<Long, Integer> taken = new HashMap<>();
        assignments.forEach(assignment -> taken.merge(assignment.classId(), -1, Integer::sum));
        return taken;
    }

    private static Map<String, List<Lease>> byNode(
            List<Lease> granted, List<Assignment> assignments) {
        Map<UUID, Integer> order = new HashMap<>();
        assignments.forEach(assignment -> order.put(assignment.task(), order.size()));
        return granted.stream()
                .sorted(Comparator.comparing((Lease lease) -> order.get(lease.task())))
                .collect(Collectors.groupingBy(Lease::node));
    }
}
