package io.sluice.query.writing;

/**
 * Decides how the next batch is written: straight into the table, which is fastest and fails as a
 * whole when it meets a row that is there already, or through a staging table, which takes nearly
 * twice as long and does not fail. After a failure the staging way is kept for some batches, for
 * longer the sooner the next failure comes.
 */
final class WriteWay {
    private static final int SHORTEST = 4;
    private static final int LONGEST = 256;
    private static final int FORGIVEN_AFTER = 64;

    private int stagedLeft;
    private int patience = SHORTEST;
    private int straightInARow;

    /** Tells whether the next batch is written straight. */
    synchronized boolean isStraight() {
        return stagedLeft == 0;
    }

    /** A batch was written straight. */
    synchronized void straightWorked() {
        if (++straightInARow >= FORGIVEN_AFTER) {
            patience = SHORTEST;
        }
    }

    /** A batch met a row that was there. */
    synchronized void straightFailed() {
        straightInARow = 0;
        stagedLeft = patience;
        patience = Math.min(LONGEST, patience * 2);
    }

    /** A batch was written through the staging table. */
    synchronized void stagedWorked(boolean metConflicts) {
        stagedLeft = metConflicts ? Math.max(stagedLeft, SHORTEST) : Math.max(0, stagedLeft - 1);
    }
}
