package io.sluice.query.retention;

import io.sluice.query.archive.WrittenArchive;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line of the record of a run, or of what a run would do.
 *
 * @param policy the policy by which it goes; null if several are agreed on it
 * @param series how many series it concerns
 * @param rows how many rows went, or would go
 * @param detail what else there is to know, such as a file or a reason
 */
record RetentionStep(
        Tier tier,
        Kind action,
        @Nullable String policy,
        Instant from,
        Instant until,
        long series,
        long rows,
        @Nullable String detail) {
    /** What is done. */
    enum Kind {
        ARCHIVE,
        DROP_PARTITION,
        DELETE_ROWS,
        /** Nothing: it may go, and is left for a later run. */
        LEAVE;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    RetentionStep withRows(long rows) {
        return new RetentionStep(tier, action, policy, from, until, series, rows, detail);
    }

    RetentionStep archived(WrittenArchive file) {
        return new RetentionStep(
                tier, action, policy, from, until, file.series(), file.rows(), file.location());
    }

    RetentionStep left(String reason) {
        return new RetentionStep(tier, Kind.LEAVE, policy, from, until, series, rows, reason);
    }
}
