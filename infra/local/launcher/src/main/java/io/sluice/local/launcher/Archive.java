package io.sluice.local.launcher;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file of the archive, as the catalogue of the platform has it.
 *
 * @param until after the last reading that can be in it
 * @param series how many series have readings in it
 * @param rows how many readings it has
 * @param restoredAt when they were last put back, or null
 */
record Archive(
        long id,
        Instant from,
        Instant until,
        long series,
        long rows,
        @JsonProperty("restored_at") @Nullable Instant restoredAt) {
    Archive {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
    }
}
