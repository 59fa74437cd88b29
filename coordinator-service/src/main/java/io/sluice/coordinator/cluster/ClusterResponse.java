package io.sluice.coordinator.cluster;

import io.sluice.coordinator.node.Node;
import io.sluice.coordinator.node.NodeState;
import io.sluice.coordinator.task.PostgresTaskClasses.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How the whole is, as it is sent.
 *
 * @param tasksCompleted by the nodes that are registered
 * @param classes what is waited for, with the number that waits
 */
record ClusterResponse(
        Nodes nodes,
        long tasksCompleted,
        long tasksFailed,
        long waiting,
        SortedMap<Integer, Long> waitingByPriority,
        long leased,
        @Nullable Duration oldestWait,
        List<WaitingClass> classes) {

    /**
     * How many nodes are in which state.
     *
     * @param alive idle, busy or draining
     */
    record Nodes(
            long total,
            long alive,
            long idle,
            long busy,
            long draining,
            long suspect,
            long offline) {
        static Nodes of(List<Node> nodes) {
            return new Nodes(
                    nodes.size(),
                    nodes.stream().filter(node -> node.state().isAlive()).count(),
                    in(NodeState.IDLE, nodes),
                    in(NodeState.BUSY, nodes),
                    in(NodeState.DRAINING, nodes),
                    in(NodeState.SUSPECT, nodes),
                    in(NodeState.OFFLINE, nodes));
        }

        private static long in(NodeState state, List<Node> nodes) {
            return nodes.stream().filter(node -> node.state() == state).count();
        }
    }

    /** Tasks that ask for the same. */
    record WaitingClass(
            String model, @Nullable String version, Map<String, String> labels, long waiting) {
        static WaitingClass of(Waiting waiting) {
            String version = waiting.taskClass().version();
            return new WaitingClass(
                    waiting.taskClass().model(),
                    version.isEmpty() ? null : version,
                    waiting.taskClass().labels(),
                    waiting.waiting());
        }
    }

    static ClusterResponse of(List<Node> nodes, QueueStatistics queue) {
        return new ClusterResponse(
                Nodes.of(nodes),
                nodes.stream().mapToLong(Node::succeeded).sum(),
                nodes.stream().mapToLong(Node::failed).sum(),
                queue.waiting(),
                queue.waitingByPriority(),
                queue.leased(),
                queue.oldestWait(),
                queue.classes().stream().map(WaitingClass::of).toList());
    }
}
