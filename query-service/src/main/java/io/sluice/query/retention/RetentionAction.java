package io.sluice.query.retention;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something that a run does. */
sealed interface RetentionAction {
    /** What it is in the record. */
    List<RetentionStep> steps();

    /**
     * A partition goes as a whole.
     *
     * @param policy null if several are agreed on it
     * @param series all that have readings in it
     * @param archived those of them whose readings are written into the archive before
     */
    record DropPartition(
            Partition partition,
            @Nullable String policy,
            Set<Integer> series,
            Set<Integer> archived,
            long rows,
            long archivedRows)
            implements RetentionAction {
        @Override
        public List<RetentionStep> steps() {
            List<RetentionStep> steps = new ArrayList<>();
            if (!archived.isEmpty()) {
                steps.add(step(RetentionStep.Kind.ARCHIVE, archived.size(), archivedRows, null));
            }
            steps.add(
                    step(RetentionStep.Kind.DROP_PARTITION, series.size(), rows, partition.name()));
            return steps;
        }

        private RetentionStep step(
                RetentionStep.Kind kind, int ofSeries, long ofRows, @Nullable String detail) {
            return new RetentionStep(
                    Tier.RAW,
                    kind,
                    policy,
                    partition.from(),
                    partition.until(),
                    ofSeries,
                    ofRows,
                    detail);
        }
    }

    /** Readings of some series go out of a partition that other series stay in. */
    record DeleteRows(
            Partition partition,
            String policy,
            Set<Integer> series,
            Instant from,
            Instant until,
            long rows,
            boolean archive)
            implements RetentionAction {
        @Override
        public List<RetentionStep> steps() {
            RetentionStep delete = step(RetentionStep.Kind.DELETE_ROWS, partition.name());
            return archive
                    ? List.of(step(RetentionStep.Kind.ARCHIVE, null), delete)
                    : List.of(delete);
        }

        private RetentionStep step(RetentionStep.Kind kind, @Nullable String detail) {
            return new RetentionStep(
                    Tier.RAW, kind, policy, from, until, series.size(), rows, detail);
        }
    }

    /** Rollups of some series before a day go, where what is finer has gone. */
    record DeleteRollups(RollupsToGo rollups, Set<Integer> series) implements RetentionAction {
        @Override
        public List<RetentionStep> steps() {
            return List.of(
                    new RetentionStep(
                            rollups.tier(),
                            RetentionStep.Kind.DELETE_ROWS,
                            rollups.policy(),
                            rollups.from(),
                            rollups.until(),
                            rollups.series(),
                            rollups.rows(),
                            null));
        }
    }

    /** A partition is left as it is, though there is something in it that may go. */
    record Leave(RetentionStep step) implements RetentionAction {
        @Override
        public List<RetentionStep> steps() {
            return List.of(step);
        }
    }
}
