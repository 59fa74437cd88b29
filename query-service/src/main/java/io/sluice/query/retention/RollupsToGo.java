package io.sluice.query.retention;

import java.time.Instant;

/**
 * Rollups by one policy that may go.
 *
 * @param from the earliest
 * @param until the day before which they may go
 */
record RollupsToGo(Tier tier, String policy, Instant from, Instant until, long series, long rows) {}
