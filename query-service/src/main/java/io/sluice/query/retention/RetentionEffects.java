package io.sluice.query.retention;

import io.sluice.query.archive.WrittenArchive;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run does to the database and the archive. Each call is one transaction, or changes nothing
 * that counts: a run that ends between two calls, or in one, has lost nothing.
 */
interface RetentionEffects {
    /**
     * Marks the hours of a range whose rollups do not count all readings, to be computed.
     *
     * @return how many there were
     */
    long markUnfinished(Set<Integer> series, Instant from, Instant until);

    /** Writes readings into the archive; they stay where they are. */
    WrittenArchive archive(String label, Set<Integer> series, Instant from, Instant until);

    /** Lets a partition go, notes it in the record, and the archive in its catalogue. */
    Outcome drop(
            RetentionAction.DropPartition action,
            @Nullable WrittenArchive archive,
            RecordPlace place);

    /** Deletes some of the readings, as many as one transaction takes, and notes it. */
    Outcome deleteSome(
            RetentionAction.DeleteRows action, @Nullable WrittenArchive archive, RecordPlace place);

    /** Deletes some of the rollups, and notes it. */
    Outcome deleteSomeRollups(RetentionAction.DeleteRollups action, RecordPlace place);

    /** Removes a partition if it is empty and nobody has to wait for it. */
    void dropIfEmpty(Partition partition);

    /** Notes a step in the record. */
    void note(RecordPlace place, RetentionStep step);

    /**
     * A line in the record of a run.
     *
     * @param position where in it; the step of an archive stands one before
     */
    record RecordPlace(long run, int position) {
        RecordPlace before() {
            return new RecordPlace(run, position - 1);
        }
    }

    /**
     * What became of it.
     *
     * @param more there may be more of it to do
     * @param left why it was left for a later run, or null
     */
    record Outcome(long rows, boolean more, @Nullable String left) {
        static Outcome left(String reason) {
            return new Outcome(0, false, reason);
        }
    }
}
