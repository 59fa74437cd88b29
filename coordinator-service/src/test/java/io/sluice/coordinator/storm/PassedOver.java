package io.sluice.coordinator.storm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Counts how often a task that waited was passed by one of its class with a later rank.
 *
 * <p>A round that runs beside another one passes over the rows that the other has locked, also
 * those that it does not give away in the end. So once or twice is nothing; always is no order. Not
 * counted is what was queued while the round began, what may not go to that node yet, and what
 * another round gave away at the same time.
 */
final class PassedOver {
    /** From the trigger to the commit, at most. */
    private static final Duration COMMITS = Duration.ofMillis(500);

    private static final Comparator<Change> ORDER =
            Comparator.comparing(Change::rank).thenComparing(change -> change.task().toString());

    private final Map<Long, NavigableSet<Change>> waiting = new HashMap<>();
    private final Map<UUID, Integer> passes = new HashMap<>();
    private final Map<Change, Change> next = new HashMap<>();

    private PassedOver(List<Change> changes) {
        Map<UUID, Change> last = new HashMap<>();
        for (Change change : changes) {
            Change before = last.put(change.task(), change);
            if (before != null) {
                next.put(before, change);
            }
        }
    }

    /**
     * How often each task was passed, if it was.
     *
     * @param changes in their order
     */
    static Map<UUID, Integer> count(List<Change> changes) {
        PassedOver passed = new PassedOver(changes);
        Map<Long, List<Change>> rounds =
                changes.stream()
                        .filter(Change::isGrant)
                        .collect(Collectors.groupingBy(Change::transaction));
        Map<UUID, Change> queued = new HashMap<>();
        for (Change change : changes) {
            Change before = queued.remove(change.task());
            if (before != null) {
                passed.classOf(before).remove(before);
            }
            if (change.after().equals("queued")) {
                queued.put(change.task(), change);
                passed.classOf(change).add(change);
            }
            List<Change> round = rounds.getOrDefault(change.transaction(), List.of());
            if (!round.isEmpty() && round.getLast().equals(change)) {
                passed.countPassedBy(round);
            }
        }
        return passed.passes;
    }

    private NavigableSet<Change> classOf(Change change) {
        return waiting.computeIfAbsent(change.classId(), _ -> new TreeSet<>(ORDER));
    }

    private void countPassedBy(List<Change> round) {
        List<UUID> passed = new ArrayList<>();
        for (Change grant : round) {
            for (Change task : classOf(grant).headSet(grant, false)) {
                if (isPassed(task, grant, round.getLast().at())) {
                    passed.add(task.task());
                }
            }
        }
        passed.stream().distinct().forEach(task -> passes.merge(task, 1, Integer::sum));
    }

    private boolean isPassed(Change task, Change grant, Instant roundEnds) {
        boolean wasThere = task.at().plus(COMMITS).isBefore(grant.begun());
        boolean avoidsTheNode =
                task.avoidedUntil() != null
                        && grant.node() != null
                        && grant.node().equals(task.avoidedNode())
                        && task.avoidedUntil().isAfter(grant.begun());
        Change after = next.get(task);
        boolean isGivenBeside = after != null && after.begun().isBefore(roundEnds);
        return wasThere && !avoidsTheNode && !isGivenBeside;
    }
}
