package io.sluice.query.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the catalogue.
 *
 * @param location where the store has the file
 * @param until after the last reading that can be in it
 * @param series how many series have readings in it
 * @param restoredAt when its readings were last put back, or null
 */
public record ArchiveFile(
        long id,
        String location,
        Instant from,
        Instant until,
        long series,
        long rows,
        long bytes,
        String sha256,
        Instant writtenAt,
        @Nullable Instant restoredAt) {}
