package io.sluice.query.archive;

import java.time.Instant;

/** What a file of the archive holds and was put back. */
public record RestoredRange(long archive, Instant from, Instant until, Instant at) {
    public boolean overlaps(Instant otherFrom, Instant otherUntil) {
        return from.isBefore(otherUntil) && otherFrom.isBefore(until);
    }
}
