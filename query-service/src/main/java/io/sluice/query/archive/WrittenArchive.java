package io.sluice.query.archive;

import java.time.Instant;

/**
 * A file that was written, read back and found to be what was to be written.
 *
 * @param version no rollup of these hours had a later one when the readings were read: an hour that
 *     has one now has changed since
 */
public record WrittenArchive(
        String location,
        Instant from,
        Instant until,
        long series,
        long rows,
        long bytes,
        String sha256,
        long version) {}
