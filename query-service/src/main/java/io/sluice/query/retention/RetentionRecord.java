package io.sluice.query.retention;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is on record of a run.
 *
 * @param finishedAt null while it is under way, and if it was cut off
 * @param failure why it did not do all, or null
 */
record RetentionRecord(
        long id,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String failure,
        List<RetentionStep> actions) {
    RetentionRecord {
        actions = List.copyOf(actions);
    }
}
