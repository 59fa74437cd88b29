package io.sluice.coordinator.storm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Looks for what must not be in the history of a storm, in which every task is to succeed. Pure:
 * reads what was recorded.
 */
final class StormCheck {
    private final StormHistory history;
    private final Map<UUID, List<Change>> byTask;
    private final List<String> violations = new ArrayList<>();

    private StormCheck(StormHistory history) {
        this.history = history;
        this.byTask = history.changes().stream().collect(Collectors.groupingBy(Change::task));
    }

    /** What is wrong, one line each. */
    static List<String> violations(StormHistory history) {
        StormCheck check = new StormCheck(history);
        check.everyTaskIsThereOnce();
        check.everyTaskSucceedsOnce();
        check.everyResultIsToBePublishedOnce();
        check.everyTaskGoesFromStateToState();
        check.noTwoLeasesLiveAtOneTime();
        check.tokensOnlyGrow();
        check.leasesLastAsLongAsPromised();
        check.resultsAreOfTheLeaseThatWas();
        check.taskHasOneSuccessfulLease();
        check.nodesHaveNoMoreThanTheirCapacity();
        return List.copyOf(check.violations);
    }

    private void everyTaskIsThereOnce() {
        Set<UUID> submitted = new HashSet<>(history.submitted().values());
        if (submitted.size() < history.submitted().size()) {
            violations.add("one task has two idempotency keys");
        }
        submitted.stream()
                .filter(task -> !byTask.containsKey(task))
                .forEach(task -> violations.add("task " + task + " was taken, and is lost"));
        byTask.keySet().stream()
                .filter(task -> !submitted.contains(task))
                .forEach(task -> violations.add("task " + task + " was queued beside another"));
    }

    private void everyTaskSucceedsOnce() {
        byTask.forEach((task, changes) -> {
            long successes = count(changes, change -> change.after().equals("succeeded"));
            if (successes != 1) {
                violations.add("task " + task + " succeeded " + successes + " times");
            }
            if (!changes.getLast().after().equals("succeeded")) {
                violations.add("task " + task + " ended as " + changes.getLast().after());
            }
        });
    }

    private void everyResultIsToBePublishedOnce() {
        Map<UUID, Long> records =
                history.outbox().stream()
                        .collect(Collectors.groupingBy(task -> task, Collectors.counting()));
        byTask.keySet()
                .forEach(task -> {
                    long times = records.getOrDefault(task, 0L);
                    if (times != 1) {
                        violations.add(
                                "the result of task %s is to be published %d times"
                                        .formatted(task, times));
                    }
                });
    }

    private void everyTaskGoesFromStateToState() {
        byTask.forEach((task, changes) -> {
            String state = null;
            int grants = 0;
            for (Change change : changes) {
                if (!Objects.equals(state, change.before())) {
                    violations.add(
                            "task %s went from %s, and was %s"
                                    .formatted(task, change.before(), state));
                }
                state = change.after();
                grants += change.isGrant() ? 1 : 0;
                if (change.attempts() + change.returns() != grants) {
                    violations.add(
                            "task %s has %d attempts and %d returns of %d leases"
                                    .formatted(task, change.attempts(), change.returns(), grants));
                }
            }
        });
    }

    private void noTwoLeasesLiveAtOneTime() {
        byTask.forEach((task, changes) -> {
            Change lease = null;
            for (Change change : changes) {
                boolean isAnother = lease != null && !Objects.equals(lease.token(), change.token());
                if (lease != null && isAnother && isLive(lease, change.at())) {
                    violations.add(
                            "task %s is leased with %d while lease %d lives"
                                    .formatted(task, change.token(), lease.token()));
                }
                lease = change.after().equals("leased") ? change : null;
            }
        });
    }

    private static boolean isLive(Change lease, Instant at) {
        return lease.leasedUntil() != null && lease.leasedUntil().isAfter(at);
    }

    private void tokensOnlyGrow() {
        byTask.forEach((task, changes) -> {
            long last = 0;
            for (Change change : changes) {
                long token = Objects.requireNonNullElse(change.token(), 0L);
                if (change.isGrant() ? token <= last : token != last) {
                    violations.add("task %s has token %d after %d".formatted(task, token, last));
                }
                last = token;
            }
        });
        Map<Long, Long> grants =
                history.changes().stream()
                        .filter(Change::isGrant)
                        .collect(
                                Collectors.groupingBy(
                                        change -> Objects.requireNonNullElse(change.token(), 0L),
                                        Collectors.counting()));
        grants.forEach((token, times) -> {
            if (times > 1) {
                violations.add("token " + token + " was given " + times + " times");
            }
        });
    }

    /** What a node was told counts: until then its lease does not run out. */
    private void leasesLastAsLongAsPromised() {
        Map<Long, Instant> promised = new HashMap<>();
        for (Promised promise : history.promised()) {
            promised.merge(
                    promise.token(), promise.until(), (one, two) -> one.isAfter(two) ? one : two);
        }
        for (Change change : history.changes()) {
            Instant until = change.ranOut() ? promised.get(change.token()) : null;
            if (until != null && change.at().isBefore(until)) {
                violations.add(
                        "lease %d of task %s was promised until %s and ran out at %s"
                                .formatted(change.token(), change.task(), until, change.at()));
            }
        }
    }

    private void resultsAreOfTheLeaseThatWas() {
        for (Accepted accepted : history.accepted()) {
            List<Change> ends =
                    byTask.getOrDefault(accepted.task(), List.of()).stream()
                            .filter(Change::endsLease)
                            .filter(change -> Objects.equals(change.token(), accepted.token()))
                            .toList();
            boolean isHis =
                    ends.stream()
                            .anyMatch(change ->
                                    Objects.equals(change.reportedToken(), change.token())
                                            && accepted.node().equals(change.node()));
            if (!isHis) {
                violations.add(
                        "the result of lease %d of task %s was taken, and is not there"
                                .formatted(accepted.token(), accepted.task()));
            }
        }
    }

    private void taskHasOneSuccessfulLease() {
        Map<UUID, Long> tokens = new HashMap<>();
        for (Accepted accepted : history.accepted()) {
            if (!accepted.isSuccess()) {
                continue;
            }
            Long other = tokens.put(accepted.task(), accepted.token());
            if (other != null && other != accepted.token()) {
                violations.add(
                        "successes of leases %d and %d of task %s were both taken"
                                .formatted(other, accepted.token(), accepted.task()));
            }
        }
    }

    private void nodesHaveNoMoreThanTheirCapacity() {
        Map<String, Map<UUID, Change>> leases = new HashMap<>();
        for (Change change : history.changes()) {
            if (change.node() == null) {
                continue;
            }
            Map<UUID, Change> its = leases.computeIfAbsent(change.node(), _ -> new HashMap<>());
            if (!change.after().equals("leased")) {
                its.remove(change.task());
                continue;
            }
            its.put(change.task(), change);
            its.values().removeIf(lease -> !isLive(lease, change.at()));
            int capacity = history.capacities().getOrDefault(change.node(), 0);
            if (its.size() > capacity) {
                violations.add(
                        "node %s has %d leases at %s, and a capacity of %d"
                                .formatted(change.node(), its.size(), change.at(), capacity));
            }
        }
    }

    private static long count(Collection<Change> changes, Predicate<Change> which) {
        return changes.stream().filter(which).count();
    }
}
