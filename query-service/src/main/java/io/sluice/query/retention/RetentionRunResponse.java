package io.sluice.query.retention;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run as it is shown. */
record RetentionRunResponse(
        long id,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String failure,
        List<Action> actions) {
    /** Runs, the last one first. */
    record Runs(List<RetentionRunResponse> runs) {}

    /** What a run would do. */
    record DryRun(List<Action> actions) {}

    /** A run that has begun. */
    record Begun(long id, Instant startedAt) {}

    /** A line of the record. */
    record Action(
            String tier,
            String action,
            @Nullable String policy,
            Instant from,
            Instant until,
            long series,
            long rows,
            @Nullable String detail) {
        static Action of(RetentionStep step) {
            return new Action(
                    step.tier().text(),
                    step.action().text(),
                    step.policy(),
                    step.from(),
                    step.until(),
                    step.series(),
                    step.rows(),
                    step.detail());
        }
    }

    static RetentionRunResponse of(RetentionRecord run) {
        return new RetentionRunResponse(
                run.id(),
                run.startedAt(),
                run.finishedAt(),
                run.failure(),
                run.actions().stream().map(Action::of).toList());
    }

    static DryRun of(List<RetentionAction> actions) {
        return new DryRun(
                actions.stream()
                        .flatMap(action -> action.steps().stream())
                        .map(Action::of)
                        .toList());
    }
}
