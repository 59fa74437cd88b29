package io.sluice.query.retention;

import io.sluice.query.archive.PostgresArchiveCatalogue;
import io.sluice.query.archive.PostgresTurn;
import io.sluice.query.problem.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans what is to go, and lets it go. */
final class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    private final PostgresRetentionPolicies policies;
    private final PostgresRetentionFacts facts;
    private final PostgresArchiveCatalogue catalogue;
    private final RetentionEffects effects;
    private final PostgresRetentionRuns runs;
    private final PostgresTurn turn;
    private final RetentionClock clock;

    Retention(
            PostgresRetentionPolicies policies,
            PostgresRetentionFacts facts,
            PostgresArchiveCatalogue catalogue,
            RetentionEffects effects,
            PostgresRetentionRuns runs,
            PostgresTurn turn,
            RetentionClock clock) {
        this.policies = policies;
        this.facts = facts;
        this.catalogue = catalogue;
        this.effects = effects;
        this.runs = runs;
        this.turn = turn;
        this.clock = clock;
    }

    /**
     * The time, and how long what was restored stays.
     *
     * @param restoredKept counted from when it was restored
     */
    record RetentionClock(InstantSource source, Duration restoredKept) {}

    /** What would go now by these policies. */
    List<RetentionAction> plan(List<RetentionPolicy> tried) {
        return plan(cutoffs(tried));
    }

    private List<RetentionAction> plan(RetentionCutoffs cutoffs) {
        return RetentionPlan.decide(
                cutoffs,
                facts.partitions(cutoffs),
                facts.rollups(cutoffs),
                catalogue.restoredSince(clock.source().instant().minus(clock.restoredKept())));
    }

    private RetentionCutoffs cutoffs(List<RetentionPolicy> of) {
        return RetentionCutoffs.of(of, facts.series(), clock.source().instant());
    }

    /** A run that has begun. */
    record Begun(long id, Instant startedAt, Runnable rest) {}

    /**
     * Begins a run: takes the turn and opens the record. The rest gives the turn back.
     *
     * @throws QueryException {@code retention_busy}
     */
    Begun begin() {
        PostgresTurn.Held held = turn.take();
        try {
            Instant now = clock.source().instant();
            long id = runs.begin(now);
            return new Begun(id, now, () -> finish(id, held));
        } catch (RuntimeException e) {
            held.close();
            throw e;
        }
    }

    /** Runs, unless another instance does or something is being restored. */
    void runIfFree() {
        try {
            begin().rest().run();
        } catch (QueryException e) {
            log.info("no retention now: {}", e.getMessage());
        }
    }

    private void finish(long id, PostgresTurn.Held held) {
        try (held) {
            String failure = "it was cut off";
            try {
                List<String> failures = perform(id);
                failure = String.join("; ", failures);
            } catch (RuntimeException e) {
                failure = String.valueOf(e.getMessage());
                throw e;
            } finally {
                runs.end(id, clock.source().instant(), failure.isEmpty() ? null : failure);
            }
        } catch (RuntimeException e) {
            log.error("retention run {} failed", id, e);
        }
    }

    private List<String> perform(long id) {
        RetentionCutoffs cutoffs = cutoffs(policies.all());
        List<RetentionAction> actions = plan(cutoffs);
        List<String> failures = new RetentionRun(effects, id).perform(actions);
        facts.old(cutoffs).forEach(effects::dropIfEmpty);
        log.info("retention run {}: {} actions, {} failed", id, actions.size(), failures.size());
        return failures;
    }
}
