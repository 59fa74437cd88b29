package io.sluice.slicing;

/** What was done since the stream began; see {@link SlicingStatistics}. */
final class Counters {
    long accepted;
    long late;
    long outOfOrder;
    long splits;
    long merges;
    long recomputed;
    long inverted;
    long first;
    long corrections;
    long withdrawals;
    long watermarksBack;

    SlicingStatistics statistics(int timeSlices, int countSlices, int tuples) {
        return new SlicingStatistics(
                accepted,
                late,
                outOfOrder,
                timeSlices,
                countSlices,
                tuples,
                splits,
                merges,
                recomputed,
                inverted,
                first,
                corrections,
                withdrawals,
                watermarksBack);
    }

    void write(StateOutput output) {
        for (long counter :
                new long[] {
                    accepted,
                    late,
                    outOfOrder,
                    splits,
                    merges,
                    recomputed,
                    inverted,
                    first,
                    corrections,
                    withdrawals,
                    watermarksBack
                }) {
            output.writeLong(counter);
        }
    }

    void read(StateInput input) {
        accepted = input.readLong();
        late = input.readLong();
        outOfOrder = input.readLong();
        splits = input.readLong();
        merges = input.readLong();
        recomputed = input.readLong();
        inverted = input.readLong();
        first = input.readLong();
        corrections = input.readLong();
        withdrawals = input.readLong();
        watermarksBack = input.readLong();
    }
}
