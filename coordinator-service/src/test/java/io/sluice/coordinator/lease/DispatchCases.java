package io.sluice.coordinator.lease;

import io.sluice.coordinator.node.Node;
import io.sluice.coordinator.node.NodeState;
import io.sluice.coordinator.task.PostgresTaskClasses.Waiting;
import io.sluice.coordinator.task.TaskClass;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Rounds of dispatch: nodes that ask, and tasks that wait. */
final class DispatchCases {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<TaskClass> CLASSES =
            List.of(
                    new TaskClass("plain", "", Map.of()),
                    new TaskClass("plain", "", Map.of("gpu", "yes")),
                    new TaskClass("plain", "", Map.of("gpu", "yes", "zone", "a")),
                    new TaskClass("versioned", "", Map.of()),
                    new TaskClass("versioned", "1", Map.of()),
                    new TaskClass("versioned", "2", Map.of("zone", "b")));

    private DispatchCases() {}

    /** A node and how much it asks for. */
    record Asking(Node node, int asked, long lastTurn) {
        Candidate candidate() {
            Map<String, String> own = new HashMap<>();
            node.models()
                    .forEach((model, held) -> own.put(model, held.isEmpty() ? "" : held.getLast()));
            return new Candidate(node, own, asked, lastTurn);
        }

        /** The most that it can be given. */
        int room() {
            return Math.clamp(node.capacity() - node.leases(), 0, asked);
        }

        boolean fits(TaskClass taskClass) {
            List<String> held = node.models().get(taskClass.model());
            return held != null
                    && (taskClass.version().isEmpty() || held.contains(taskClass.version()))
                    && taskClass.labels().entrySet().stream()
                            .allMatch(label ->
                                    label.getValue().equals(node.labels().get(label.getKey())));
        }
    }

    /** A round. The id of a class is its place. */
    record Round(List<Asking> nodes, List<WaitingTask> tasks) {
        List<Waiting> classes() {
            return IntStream.range(0, CLASSES.size())
                    .mapToObj(i -> new Waiting(i, CLASSES.get(i), waiting(i)))
                    .filter(waiting -> waiting.waiting() > 0)
                    .toList();
        }

        private long waiting(int classId) {
            return tasks.stream().filter(task -> task.classId() == classId).count();
        }

        DispatchPlan plan(DispatchStrategy strategy) {
            return new DispatchPlan(
                    classes(), nodes.stream().map(Asking::candidate).toList(), strategy);
        }

        /** What the database gives for the limits of a plan: of each class the first. */
        List<WaitingTask> taken(DispatchPlan plan) {
            return plan.limits().entrySet().stream()
                    .flatMap(limit ->
                            tasks.stream()
                                    .filter(task -> task.classId() == limit.getKey())
                                    .sorted(byRank())
                                    .limit(limit.getValue()))
                    .toList();
        }

        Asking node(String id) {
            return nodes.stream().filter(one -> one.node().id().equals(id)).findAny().orElseThrow();
        }

        WaitingTask task(UUID id) {
            return tasks.stream().filter(one -> one.id().equals(id)).findAny().orElseThrow();
        }
    }

    static TaskClass classOf(WaitingTask task) {
        return CLASSES.get((int) task.classId());
    }

    static Comparator<WaitingTask> byRank() {
        return Comparator.comparing(WaitingTask::rank).thenComparing(WaitingTask::id);
    }

    static Arbitrary<Round> rounds() {
        return Combinators.combine(nodes().list().ofMaxSize(5), tasks().list().ofMaxSize(25))
                .as((nodes, tasks) ->
                        new Round(
                                IntStream.range(0, nodes.size())
                                        .mapToObj(i -> named(nodes.get(i), "n" + i))
                                        .toList(),
                                tasks));
    }

    private static Asking named(Asking asking, String id) {
        Node node = asking.node();
        return new Asking(
                node(id, node.capacity(), node.models(), node.labels(), node.leases()),
                asking.asked(),
                asking.lastTurn());
    }

    private static Arbitrary<Asking> nodes() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.longs().between(0, 5),
                        Arbitraries.maps(
                                        Arbitraries.of("plain", "versioned", "another"),
                                        Arbitraries.of("1", "2")
                                                .list()
                                                .uniqueElements()
                                                .map(held -> held.stream().sorted().toList()))
                                .ofMaxSize(3),
                        Arbitraries.maps(
                                        Arbitraries.of("gpu", "zone"),
                                        Arbitraries.of("yes", "a", "b"))
                                .ofMaxSize(2),
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.longs().between(0, 9))
                .as((capacity, leases, models, labels, asked, turn) ->
                        new Asking(node("", capacity, models, labels, leases), asked, turn));
    }

    private static Arbitrary<WaitingTask> tasks() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, CLASSES.size() - 1),
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.of("n0", "n1", "n2").injectNull(0.7),
                        Arbitraries.create(UUID::randomUUID))
                .as((classId, rank, avoided, id) ->
                        new WaitingTask(id, classId, START.plusSeconds(rank), avoided));
    }

    static Node node(
            String id,
            int capacity,
            Map<String, List<String>> models,
            Map<String, String> labels,
            long leases) {
        return new Node(
                id,
                null,
                capacity,
                models,
                labels,
                false,
                false,
                "incarnation of " + id,
                null,
                START,
                START,
                NodeState.IDLE,
                leases,
                0,
                0);
    }
}
