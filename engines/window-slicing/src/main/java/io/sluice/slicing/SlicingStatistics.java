package io.sluice.slicing;

/**
 * What an operator did and holds.
 *
 * @param accepted tuples that were taken
 * @param late tuples and punctuations that came too late, none of which was taken
 * @param outOfOrder tuples that were taken and earlier than one before them
 * @param timeSlices slices held for windows on time
 * @param countSlices slices held for windows on counts
 * @param tuples tuples held; 0 unless a query asks for them (thesis, figure 4.5)
 * @param splits slices that were cut in two (figure 4.6)
 * @param merges slices that were put together
 * @param recomputed aggregates of slices that were computed again from tuples
 * @param inverted tuples taken out of the aggregate of a slice without that (figure 4.7)
 * @param first windows given out for the first time
 * @param corrections windows given out again
 * @param withdrawals windows withdrawn
 * @param watermarksBack watermarks that were behind the one before, and ignored
 */
public record SlicingStatistics(
        long accepted,
        long late,
        long outOfOrder,
        int timeSlices,
        int countSlices,
        int tuples,
        long splits,
        long merges,
        long recomputed,
        long inverted,
        long first,
        long corrections,
        long withdrawals,
        long watermarksBack) {}
