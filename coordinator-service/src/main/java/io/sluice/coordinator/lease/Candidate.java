package io.sluice.coordinator.lease;

import io.sluice.coordinator.node.Node;
import io.sluice.coordinator.task.TaskClass;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A node that can take tasks in this round. Counts what it is given. */
final class Candidate {
    private final Node node;
    private final Map<String, String> ownVersions;
    private int free;
    private long leases;
    private long lastTurn;

    /**
     * @param ownVersions by model the version that the node runs for tasks that ask for none
     * @param asked how many tasks it asks for
     * @param lastTurn when it was given something last, in any order
     */
    Candidate(Node node, Map<String, String> ownVersions, int asked, long lastTurn) {
        this.node = node;
        this.ownVersions = ownVersions;
        this.leases = node.leases();
        this.free = Math.clamp(node.capacity() - node.leases(), 0, asked);
        this.lastTurn = lastTurn;
    }

    String id() {
        return node.id();
    }

    String incarnation() {
        return node.incarnation();
    }

    Map<String, String> labels() {
        return node.labels();
    }

    int free() {
        return free;
    }

    long lastTurn() {
        return lastTurn;
    }

    /** The part of its capacity that has leases. */
    double used() {
        return (double) leases / node.capacity();
    }

    double cpu() {
        return node.load() == null ? 0 : Objects.requireNonNullElse(node.load().cpu(), 0.0);
    }

    /** The version that it runs for tasks of a class, if it can do them. */
    Optional<String> versionFor(TaskClass taskClass) {
        if (!node.labels().entrySet().containsAll(taskClass.labels().entrySet())) {
            return Optional.empty();
        }
        if (taskClass.version().isEmpty()) {
            return Optional.ofNullable(ownVersions.get(taskClass.model()));
        }
        return node.models().getOrDefault(taskClass.model(), List.of()).stream()
                .filter(taskClass.version()::equals)
                .findAny();
    }

    /** It gets one. */
    void give(long turn) {
        free--;
        leases++;
        lastTurn = turn;
    }
}
