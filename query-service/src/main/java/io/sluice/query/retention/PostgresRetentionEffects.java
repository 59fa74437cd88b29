package io.sluice.query.retention;

import io.sluice.query.archive.PostgresArchiveCatalogue;
import io.sluice.query.archive.PostgresReadingArchive;
import io.sluice.query.archive.WrittenArchive;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** The transactions of a run, each with its lines of the record. */
final class PostgresRetentionEffects implements RetentionEffects {
    private final TransactionTemplate transaction;
    private final PostgresRawRetention raw;
    private final PostgresRollupRetention rollups;
    private final PostgresReadingArchive archive;
    private final PostgresArchiveCatalogue catalogue;
    private final PostgresRetentionRuns runs;
    private final InstantSource clock;

    PostgresRetentionEffects(
            TransactionTemplate transaction,
            PostgresRawRetention raw,
            PostgresRollupRetention rollups,
            PostgresReadingArchive archive,
            PostgresArchiveCatalogue catalogue,
            PostgresRetentionRuns runs,
            InstantSource clock) {
        this.transaction = transaction;
        this.raw = raw;
        this.rollups = rollups;
        this.archive = archive;
        this.catalogue = catalogue;
        this.runs = runs;
        this.clock = clock;
    }

    @Override
    public long markUnfinished(Set<Integer> series, Instant from, Instant until) {
        return raw.markUnfinished(series, from, until);
    }

    @Override
    public WrittenArchive archive(String label, Set<Integer> series, Instant from, Instant until) {
        return archive.write(label, series, from, until);
    }

    @Override
    public Outcome drop(
            RetentionAction.DropPartition action,
            @Nullable WrittenArchive written,
            RecordPlace place) {
        return transaction.execute(status -> {
            Outcome outcome = raw.drop(action, written == null ? null : written.version());
            if (outcome.left() != null) {
                status.setRollbackOnly();
                return outcome;
            }
            note(action, written, outcome, place);
            return outcome;
        });
    }

    @Override
    public Outcome deleteSome(
            RetentionAction.DeleteRows action,
            @Nullable WrittenArchive written,
            RecordPlace place) {
        return transaction.execute(status -> {
            Outcome outcome = raw.deleteSome(action, written == null ? null : written.version());
            if (outcome.left() != null) {
                status.setRollbackOnly();
            } else if (outcome.more()) {
                note(action, written, outcome, place);
            }
            return outcome;
        });
    }

    private void note(
            RetentionAction action,
            @Nullable WrittenArchive written,
            Outcome outcome,
            RecordPlace place) {
        if (written != null) {
            catalogue.add(written, clock.instant());
            runs.noteOnce(
                    place.before(), action.steps().getFirst().archived(written), clock.instant());
        }
        runs.add(place, action.steps().getLast().withRows(outcome.rows()), clock.instant());
    }

    @Override
    public Outcome deleteSomeRollups(RetentionAction.DeleteRollups action, RecordPlace place) {
        return transaction.execute(_ -> {
            Outcome outcome = rollups.deleteSome(action);
            if (outcome.more()) {
                runs.add(
                        place, action.steps().getFirst().withRows(outcome.rows()), clock.instant());
            }
            return outcome;
        });
    }

    @Override
    public void dropIfEmpty(Partition partition) {
        raw.dropIfEmpty(partition);
    }

    @Override
    public void note(RecordPlace place, RetentionStep step) {
        runs.noteOnce(place, step, clock.instant());
    }
}
