package io.sluice.coordinator.node;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The nodes: who they are, and when each was last heard. */
@Component
public class NodeRegistry {
    private static final Logger log = LoggerFactory.getLogger(NodeRegistry.class);

    private final PostgresNodes nodes;
    private final LeaseEnds leases;
    private final LatelyHeard latelyHeard = new LatelyHeard(System::nanoTime);

    NodeRegistry(PostgresNodes nodes, LeaseEnds leases) {
        this.nodes = nodes;
        this.leases = leases;
    }

    /** What a registration did. */
    record Registered(Node node, boolean isNew) {}

    /**
     * Takes a node in, or what it says anew. Another incarnation than the one before ends that
     * one's leases; the same again changes nothing but what it says.
     */
    @Transactional
    public Registered register(String id, NodeRegistration registration) {
        NodeId.checked(id);
        String incarnation =
                Optional.ofNullable(registration.incarnation())
                        .orElseGet(() -> UUID.randomUUID().toString());
        boolean isNew = nodes.insert(id, registration, incarnation);
        if (!isNew) {
            String before = nodes.lockedIncarnation(id).orElse(incarnation);
            if (!before.equals(incarnation)) {
                endLeases(id, "node started anew");
            }
            nodes.update(id, registration, incarnation);
        }
        return new Registered(get(id), isNew);
    }

    /**
     * Notes that a node lives.
     *
     * @param load how busy it says it is, or null
     * @param models what it holds now, or null if that has not changed
     */
    public Node heartbeat(
            String id,
            @Nullable String incarnation,
            @Nullable NodeLoad load,
            @Nullable Map<String, List<String>> models) {
        Map<String, List<String>> checked =
                models == null ? null : NodeRegistration.checkedModels(models);
        if (!nodes.hear(id, incarnation, load, checked)) {
            throw notHeard(id, incarnation);
        }
        return get(id);
    }

    /**
     * Notes that a node lives, since it asks for something. One that has gone a moment ago may not
     * be noticed.
     *
     * @throws CoordinatorException if it is not registered, or was replaced by another incarnation
     */
    public void hear(String id, @Nullable String incarnation) {
        String caller = incarnation == null ? id : id + " " + incarnation;
        if (latelyHeard.contains(caller)) {
            return;
        }
        if (!nodes.hear(id, incarnation, null, null)) {
            throw notHeard(id, incarnation);
        }
        latelyHeard.add(caller);
    }

    /** Gives it no more leases, or gives it some again. */
    Node setDraining(String id, boolean draining) {
        if (!nodes.setDraining(id, draining)) {
            throw unknown(id);
        }
        return get(id);
    }

    /**
     * Takes a node out. What it has leased is queued again.
     *
     * @param incarnation that leaves; null for any
     */
    @Transactional
    public void leave(String id, @Nullable String incarnation) {
        String current = nodes.lockedIncarnation(id).orElseThrow(() -> unknown(id));
        if (incarnation != null && !incarnation.equals(current)) {
            throw notHeard(id, incarnation);
        }
        endLeases(id, "node left");
        nodes.delete(id);
    }

    /**
     * What is known of a node.
     *
     * @throws CoordinatorException with code {@code unknown_node}
     */
    public Node get(String id) {
        return nodes.find(id).orElseThrow(() -> unknown(id));
    }

    /** Those in a state, or all, in the order of their ids. */
    public List<Node> list(@Nullable NodeState state) {
        return nodes.all().stream().filter(node -> state == null || node.state() == state).toList();
    }

    private void endLeases(String id, String reason) {
        int ended = leases.endAll(id, reason);
        if (ended > 0) {
            log.info("{} leases of node {} end: {}", ended, id, reason);
        }
    }

    private CoordinatorException notHeard(String id, @Nullable String incarnation) {
        return nodes.find(id)
                .map(node ->
                        new CoordinatorException(
                                ErrorCode.NODE_SUPERSEDED,
                                "node "
                                        + id
                                        + " is registered with another incarnation than "
                                        + incarnation
                                        + ": it started anew, or there are two with this id"))
                .orElseGet(() -> unknown(id));
    }

    private static CoordinatorException unknown(String id) {
        return new CoordinatorException(
                ErrorCode.UNKNOWN_NODE, "node " + id + " is not registered");
    }
}
