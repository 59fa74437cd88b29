package io.sluice.coordinator.lease;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task as it stands in the database. Times are in seconds.
 *
 * @param history its entries: time, state, node, attempt
 */
record TaskRow(
        UUID id,
        String state,
        int attempts,
        int returns,
        @Nullable Long token,
        @Nullable Long reportedToken,
        @Nullable String node,
        @Nullable Long leasedUntil,
        @Nullable Long finishedAt,
        String history) {}
