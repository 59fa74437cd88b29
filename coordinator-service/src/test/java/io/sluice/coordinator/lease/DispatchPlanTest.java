package io.sluice.coordinator.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.coordinator.lease.DispatchCases.Asking;
import io.sluice.coordinator.lease.DispatchCases.Round;
import io.sluice.coordinator.lease.DispatchPlan.Assignment;
import io.sluice.coordinator.task.PostgresTaskClasses.Waiting;
import io.sluice.coordinator.task.TaskClass;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Who gets what, by every strategy. */
class DispatchPlanTest {
    private static final TaskClass PLAIN = new TaskClass("plain", "", Map.of());

    @Provide
    Arbitrary<Round> rounds() {
        return DispatchCases.rounds();
    }

    @Property(tries = 300)
    void nodeGetsNoMoreThanItAsksForAndHasRoomFor(
            @ForAll("rounds") Round round, @ForAll DispatchStrategy strategy) {
        perNode(assign(round, strategy))
                .forEach((node, count) ->
                        assertThat(count)
                                .isLessThanOrEqualTo(round.node(node).room())
                                .isPositive());
    }

    @Property(tries = 300)
    void taskGoesOnceAndToANodeThatCanDoIt(
            @ForAll("rounds") Round round, @ForAll DispatchStrategy strategy) {
        List<Assignment> assignments = assign(round, strategy);

        assertThat(assignments).extracting(Assignment::task).doesNotHaveDuplicates();
        for (Assignment assignment : assignments) {
            WaitingTask task = round.task(assignment.task());
            Asking node = round.node(assignment.node());
            TaskClass taskClass = DispatchCases.classOf(task);
            assertThat(node.fits(taskClass)).isTrue();
            assertThat(assignment.node()).isNotEqualTo(task.avoidedNode());
            assertThat(assignment.incarnation()).isEqualTo(node.node().incarnation());
            List<String> held = node.node().models().getOrDefault(taskClass.model(), List.of());
            String own = held.isEmpty() ? "" : held.getLast();
            assertThat(assignment.version())
                    .isEqualTo(taskClass.version().isEmpty() ? own : taskClass.version());
        }
    }

    @Property(tries = 300)
    void tasksOfAClassGoInTheOrderOfTheirRanks(
            @ForAll("rounds") Round round, @ForAll DispatchStrategy strategy) {
        List<Assignment> assignments = assign(round, strategy);

        assertThat(assignments)
                .extracting(assignment -> round.task(assignment.task()))
                .isSortedAccordingTo(DispatchCases.byRank());
        List<UUID> given = assignments.stream().map(Assignment::task).toList();
        for (Assignment assignment : assignments) {
            WaitingTask later = round.task(assignment.task());
            assertThat(round.tasks())
                    .noneMatch(task ->
                            task.classId() == later.classId()
                                    && !given.contains(task.id())
                                    && DispatchCases.byRank().compare(task, later) < 0
                                    && !assignment.node().equals(task.avoidedNode()));
        }
    }

    @Property(tries = 300)
    void nobodyHasRoomForATaskThatWasTakenAndNotGiven(
            @ForAll("rounds") Round round, @ForAll DispatchStrategy strategy) {
        DispatchPlan plan = round.plan(strategy);
        List<WaitingTask> taken = round.taken(plan);
        List<Assignment> assignments = plan.assign(taken);

        Map<String, Integer> counts = perNode(assignments);
        List<UUID> given = assignments.stream().map(Assignment::task).toList();
        for (WaitingTask task : taken) {
            if (!given.contains(task.id())) {
                assertThat(round.nodes())
                        .noneMatch(node ->
                                node.fits(DispatchCases.classOf(task))
                                        && !node.node().id().equals(task.avoidedNode())
                                        && counts.getOrDefault(node.node().id(), 0) < node.room());
            }
        }
    }

    @Property(tries = 300)
    void whatCanBeGivenAtMostIsTakenAndNoMore(
            @ForAll("rounds") Round round, @ForAll DispatchStrategy strategy) {
        Map<Long, Integer> limits = round.plan(strategy).limits();

        for (Waiting waiting : round.classes()) {
            int room =
                    round.nodes().stream()
                            .filter(node -> node.fits(waiting.taskClass()))
                            .mapToInt(Asking::room)
                            .sum();
            assertThat(limits.getOrDefault(waiting.id(), 0)).isEqualTo(room);
        }
    }

    @Example
    void turnsAreTakenOneAfterTheOther() {
        assertThat(nodesOf(DispatchStrategy.ROUND_ROBIN, idle("a", 9), idle("b", 9), idle("c", 9)))
                .containsExactly("a", "b", "c", "a", "b", "c");
    }

    @Example
    void turnsGoOnWhereTheyWereInTheRoundBefore() {
        assertThat(
                        nodesOf(
                                DispatchStrategy.ROUND_ROBIN,
                                new Asking(node("a", 9, Map.of(), 0), 9, 7),
                                new Asking(node("b", 9, Map.of(), 0), 9, 3),
                                new Asking(node("c", 9, Map.of(), 0), 9, 5)))
                .containsExactly("b", "c", "a", "b", "c", "a");
    }

    @Example
    void leastLoadedIsTheOneThatUsesTheSmallestPartOfItsCapacity() {
        assertThat(
                        nodesOf(
                                DispatchStrategy.LEAST_LOADED,
                                new Asking(node("half", 4, Map.of(), 2), 9, 0),
                                new Asking(node("quarter", 8, Map.of(), 2), 9, 0)))
                .containsExactly("quarter", "quarter", "half", "quarter", "quarter", "half");
    }

    @Example
    void specialNodesAreKeptForTasksThatNeedThem() {
        assertThat(
                        nodesOf(
                                DispatchStrategy.LABEL_AFFINITY,
                                new Asking(node("special", 9, Map.of("gpu", "yes"), 0), 9, 0),
                                idle("usual", 4)))
                .containsExactly("usual", "usual", "usual", "usual", "special", "special");
    }

    private static List<Assignment> assign(Round round, DispatchStrategy strategy) {
        DispatchPlan plan = round.plan(strategy);
        return plan.assign(round.taken(plan));
    }

    private static Map<String, Integer> perNode(List<Assignment> assignments) {
        return assignments.stream()
                .collect(Collectors.toMap(Assignment::node, _ -> 1, Integer::sum));
    }

    private static Asking idle(String id, int capacity) {
        return new Asking(node(id, capacity, Map.of(), 0), capacity, 0);
    }

    private static io.sluice.coordinator.node.Node node(
            String id, int capacity, Map<String, String> labels, long leases) {
        return DispatchCases.node(id, capacity, Map.of("plain", List.of()), labels, leases);
    }

    /** Where six equal tasks go. */
    private static List<String> nodesOf(DispatchStrategy strategy, Asking... nodes) {
        @Nullable String avoided = null;
        List<WaitingTask> tasks =
                IntStream.range(0, 6)
                        .mapToObj(i -> new WaitingTask(new UUID(0, i), 1, Instant.EPOCH, avoided))
                        .toList();
        return new DispatchPlan(
                        List.of(new Waiting(1, PLAIN, tasks.size())),
                        List.of(nodes).stream().map(Asking::candidate).toList(),
                        strategy)
                .assign(tasks).stream().map(Assignment::node).toList();
    }
}
