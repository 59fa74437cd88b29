package io.sluice.coordinator.lease;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Leases that a node speaks of, as it sends them. */
record LeaseListRequest(@Nullable List<LeaseRequest> leases, @Nullable String reason) {
    /** One of them. */
    record LeaseRequest(@Nullable UUID taskId, @Nullable Long token) {}
}
