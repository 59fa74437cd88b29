package io.sluice.slicing;

import java.util.BitSet;

/**
 * The last tuples at each multiple of a time. The start of such a window may lie within a slice;
 * this slice is not split, as figure 4.6 of the thesis has it, but its tuples in the window are
 * aggregated when the window ends: the work of one split, and no more slices.
 */
final class LastTuplesSource implements WindowSource {
    private final LastTuplesWindow window;
    private final long from;
    private final TupleStore tuples;
    private final AggregateStore store;

    LastTuplesSource(LastTuplesWindow window, long from, TupleStore tuples, AggregateStore store) {
        this.window = window;
        this.from = from;
        this.tuples = tuples;
        this.store = store;
    }

    TupleStore tuples() {
        return tuples;
    }

    @Override
    public void windows(long after, long upTo, WindowCallback callback) {
        long done = after;
        while (true) {
            long start = Math.max(from, nextEnd(done) - window.every());
            long rank = tuples.lowerRank(start);
            if (rank >= tuples.endRank()) {
                return;
            }
            long end = nextEnd(tuples.time(rank));
            if (end > upTo) {
                return;
            }
            callback.triggerWindow(tuples.time(firstRank(end)), end);
            done = end;
        }
    }

    /** The rank of the first tuple of the window that ends at a time. */
    long firstRank(long end) {
        return Math.max(tuples.lowerRank(from), tuples.lowerRank(end) - window.number());
    }

    @Override
    public long nextEnd(long position) {
        return position - Math.floorMod(position, window.every()) + window.every();
    }

    @Override
    public long earliestStart(long position) {
        long rank = earliestRank(position);
        return rank < tuples.endRank() ? Math.min(position, tuples.time(rank)) : position;
    }

    /** All slices: it takes more tuples one by one if slices are large. */
    @Override
    public void markStarts(long position, BitSet marks) {
        marks.set(0, store.size());
    }

    /** The rank of the first tuple of all windows that end after a time. */
    long earliestRank(long time) {
        return Math.max(tuples.firstRank(), tuples.lowerRank(time) - window.number());
    }
}
