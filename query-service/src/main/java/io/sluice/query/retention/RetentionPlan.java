package io.sluice.query.retention;

import io.sluice.query.archive.RestoredRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Decides what goes: nothing else than what it is given counts, and nothing happens. */
final class RetentionPlan {
    private final RetentionCutoffs cutoffs;
    private final List<RestoredRange> restored;

    private RetentionPlan(RetentionCutoffs cutoffs, List<RestoredRange> restored) {
        this.cutoffs = cutoffs;
        this.restored = restored;
    }

    /**
     * What a run does, in its order: raw readings before rollups, oldest first.
     *
     * @param restored what was put back from the archive lately, and stays for now
     */
    static List<RetentionAction> decide(
            RetentionCutoffs cutoffs,
            List<PartitionContents> partitions,
            List<RollupsToGo> rollups,
            List<RestoredRange> restored) {
        RetentionPlan plan = new RetentionPlan(cutoffs, restored);
        List<RetentionAction> actions = new ArrayList<>();
        partitions.forEach(contents -> actions.addAll(plan.ofPartition(contents)));
        Map<String, List<Integer>> series = cutoffs.seriesByPolicy();
        for (RollupsToGo one : rollups) {
            actions.add(
                    new RetentionAction.DeleteRollups(
                            one, Set.copyOf(series.getOrDefault(one.policy(), List.of()))));
        }
        return actions;
    }

    private List<RetentionAction> ofPartition(PartitionContents contents) {
        Partition partition = contents.partition();
        List<RetentionAction> actions =
                mayDrop(contents) ? List.of(drop(contents)) : deletes(contents);
        if (contents.unfinishedHours() > 0) {
            return left(
                    actions,
                    contents.unfinishedHours() + " hours have rollups that are not up to date");
        }
        Optional<RestoredRange> kept =
                restored.stream()
                        .filter(range -> range.overlaps(partition.from(), partition.until()))
                        .findFirst();
        return kept.map(range ->
                        left(actions, "archive " + range.archive() + " was restored " + range.at()))
                .orElse(actions);
    }

    private static List<RetentionAction> left(List<RetentionAction> actions, String reason) {
        return actions.stream()
                .map(action ->
                        (RetentionAction)
                                new RetentionAction.Leave(action.steps().getLast().left(reason)))
                .toList();
    }

    private boolean mayDrop(PartitionContents contents) {
        Instant until = contents.partition().until();
        return contents.present().stream()
                .allMatch(series ->
                        cutoffs.raw(series).map(cutoff -> !cutoff.isBefore(until)).orElse(false));
    }

    private RetentionAction drop(PartitionContents contents) {
        Set<String> policies = new HashSet<>();
        Set<Integer> archived = new TreeSet<>();
        for (int series : contents.present()) {
            RetentionPolicy policy = cutoffs.policyOf(series).orElseThrow();
            policies.add(policy.name());
            if (policy.archive()) {
                archived.add(series);
            }
        }
        return new RetentionAction.DropPartition(
                contents.partition(),
                policies.size() == 1 ? policies.iterator().next() : null,
                contents.present(),
                archived,
                contents.toGo().stream().mapToLong(PartitionContents.RawToGo::rows).sum(),
                contents.toGo().stream()
                        .filter(one -> archived.contains(one.series()))
                        .mapToLong(PartitionContents.RawToGo::rows)
                        .sum());
    }

    private List<RetentionAction> deletes(PartitionContents contents) {
        Map<String, List<PartitionContents.RawToGo>> byPolicy = new TreeMap<>();
        for (PartitionContents.RawToGo one : contents.toGo()) {
            cutoffs.policyOf(one.series())
                    .ifPresent(policy ->
                            byPolicy.computeIfAbsent(policy.name(), _ -> new ArrayList<>())
                                    .add(one));
        }
        return byPolicy.entrySet().stream()
                .map(entry -> delete(contents.partition(), entry.getKey(), entry.getValue()))
                .toList();
    }

    private RetentionAction delete(
            Partition partition, String policy, List<PartitionContents.RawToGo> toGo) {
        Set<Integer> series = new TreeSet<>();
        toGo.forEach(one -> series.add(one.series()));
        return new RetentionAction.DeleteRows(
                partition,
                policy,
                series,
                toGo.stream()
                        .map(PartitionContents.RawToGo::from)
                        .min(Instant::compareTo)
                        .orElseThrow(),
                toGo.stream()
                        .map(PartitionContents.RawToGo::until)
                        .max(Instant::compareTo)
                        .orElseThrow(),
                toGo.stream().mapToLong(PartitionContents.RawToGo::rows).sum(),
                cutoffs.policyOf(series.iterator().next()).orElseThrow().archive());
    }
}
