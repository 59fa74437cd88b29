package io.sluice.coordinator.storm;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of a task's row, as a trigger of the database has noted it.
 *
 * @param number in the order in which rows were changed; of one task in the order of its changes
 * @param transaction that made it
 * @param begun when that transaction began, by the database's clock, as all times here
 * @param before the state before, or null if the task is new
 * @param token of the lease that is, or was the last
 * @param reportedToken of the last lease whose result was taken
 * @param node that has it, or had it last
 * @param reason why, where the state does not say it
 * @param avoidedNode that does not get it until {@code avoidedUntil}
 */
record Change(
        long number,
        long transaction,
        Instant begun,
        Instant at,
        UUID task,
        long classId,
        Instant rank,
        @Nullable String before,
        String after,
        @Nullable Long token,
        @Nullable Long reportedToken,
        @Nullable String node,
        @Nullable Instant leasedUntil,
        int attempts,
        int returns,
        @Nullable String reason,
        @Nullable String avoidedNode,
        @Nullable Instant avoidedUntil) {
    boolean isGrant() {
        return "queued".equals(before) && after.equals("leased");
    }

    boolean isRenewal() {
        return "leased".equals(before) && after.equals("leased");
    }

    /** Its lease was over because its time was. */
    boolean ranOut() {
        return endsLease() && reason != null && reason.contains("lease ran out");
    }

    /** The lease ends with it, in one way or another. */
    boolean endsLease() {
        return "leased".equals(before) && !after.equals("leased");
    }
}
