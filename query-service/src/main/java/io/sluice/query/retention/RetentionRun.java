package io.sluice.query.retention;

import io.sluice.query.archive.WrittenArchive;
import io.sluice.query.retention.RetentionEffects.Outcome;
import io.sluice.query.retention.RetentionEffects.RecordPlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what was planned, step by step. What fails is noted, and the rest is done all the same. */
final class RetentionRun {
    private static final Logger log = LoggerFactory.getLogger(RetentionRun.class);

    private final RetentionEffects effects;
    private final long id;
    private final List<String> failures = new ArrayList<>();
    private int position;

    RetentionRun(RetentionEffects effects, long id) {
        this.effects = effects;
        this.id = id;
    }

    /** Does all of it, and answers with what failed. */
    List<String> perform(List<RetentionAction> actions) {
        for (RetentionAction action : actions) {
            try {
                perform(action);
            } catch (RuntimeException e) {
                RetentionStep step = action.steps().getLast();
                log.error("retention run {}: {} failed", id, step, e);
                failures.add(
                        "%s of %s until %s: %s"
                                .formatted(
                                        step.action().text(),
                                        step.tier().text(),
                                        step.until(),
                                        e.getMessage()));
            }
        }
        return failures;
    }

    private void perform(RetentionAction action) {
        switch (action) {
            case RetentionAction.DropPartition drop -> drop(drop);
            case RetentionAction.DeleteRows delete -> delete(delete);
            case RetentionAction.DeleteRollups rollups -> deleteRollups(rollups);
            case RetentionAction.Leave leave -> effects.note(next(1), leave.step());
        }
    }

    private void drop(RetentionAction.DropPartition drop) {
        Partition partition = drop.partition();
        RecordPlace place = next(drop.steps().size());
        if (isUnfinished(drop, drop.series(), partition.from(), partition.until(), place)) {
            return;
        }
        WrittenArchive archive =
                drop.archived().isEmpty()
                        ? null
                        : effects.archive(
                                "readings", drop.archived(), partition.from(), partition.until());
        Outcome outcome = effects.drop(drop, archive, place);
        noteIfLeft(drop, outcome.left(), place);
        if (outcome.left() == null) {
            effects.dropIfEmpty(partition);
        }
    }

    private void delete(RetentionAction.DeleteRows delete) {
        RecordPlace place = next(delete.steps().size());
        if (isUnfinished(delete, delete.series(), delete.from(), delete.until(), place)) {
            return;
        }
        WrittenArchive archive =
                delete.archive()
                        ? effects.archive(
                                delete.policy(), delete.series(), delete.from(), delete.until())
                        : null;
        Outcome outcome;
        do {
            outcome = effects.deleteSome(delete, archive, place);
        } while (outcome.more());
        noteIfLeft(delete, outcome.left(), next(1));
    }

    private void deleteRollups(RetentionAction.DeleteRollups rollups) {
        RecordPlace place = next(1);
        Outcome outcome;
        do {
            outcome = effects.deleteSomeRollups(rollups, place);
        } while (outcome.more());
    }

    private boolean isUnfinished(
            RetentionAction action,
            Set<Integer> series,
            Instant from,
            Instant until,
            RecordPlace place) {
        long hours = effects.markUnfinished(series, from, until);
        String reason = hours + " hours have rollups that do not count all readings";
        noteIfLeft(action, hours > 0 ? reason : null, place);
        return hours > 0;
    }

    private void noteIfLeft(RetentionAction action, @Nullable String reason, RecordPlace place) {
        if (reason != null) {
            effects.note(place, action.steps().getLast().left(reason));
        }
    }

    /** The place of the last of some steps. */
    private RecordPlace next(int steps) {
        position += steps;
        return new RecordPlace(id, position);
    }
}
