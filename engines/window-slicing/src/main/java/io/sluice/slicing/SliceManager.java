package io.sluice.slicing;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the slices of windows on time: adds tuples to them, splits and merges them (thesis, 4.5.2,
 * step 2 of 4.5.3, and 4.6).
 *
 * <p>Within a slice no two neighbouring tuples are as far apart as the shortest gap of all session
 * windows. So sessions are runs of whole slices, and follow from the first and last times of slices
 * alone: for them no slice is ever computed again, and no tuple kept.
 */
final class SliceManager {
    /** Longer than there is between any two tuples. */
    static final long NO_GAP = Long.MAX_VALUE;

    private final StreamSlicer slicer;
    private final AggregateStore store;
    private final Counters counters;
    private @Nullable TupleStore tuples;
    private long shortestGap = NO_GAP;

    SliceManager(StreamSlicer slicer, AggregateStore store, Counters counters) {
        this.slicer = slicer;
        this.store = store;
        this.counters = counters;
    }

    /** Where tuples are from now on, if they are kept. */
    void keepTuples(@Nullable TupleStore kept) {
        tuples = kept;
    }

    void shortestGap(long gap) {
        shortestGap = gap;
    }

    long shortestGap() {
        return shortestGap;
    }

    /** Up to which time tuples that are not out of order belong to the last slice. */
    long currentEnd() {
        return store.size() == 0 ? Long.MIN_VALUE : store.end(store.size() - 1);
    }

    /** Whether there is a slice for a tuple already, so that it takes no room. */
    boolean hasSliceFor(long time) {
        int slice = store.floor(time);
        return slice >= 0
                && time < store.end(slice)
                && time - store.last(slice) < shortestGap
                && store.first(slice) - time < shortestGap;
    }

    // Tuples

    /** Adds a tuple that is not earlier than any before. */
    void addInOrder(long time, double value) {
        int last = store.size() - 1;
        if (last < 0 || time >= store.end(last)) {
            startSlice(time, last);
        } else if (time - store.last(last) >= shortestGap || isLarge(last, time)) {
            store.end(last, time);
            store.insert(last + 1, time, slicer.next(time));
        }
        store.addLast(time, time, value);
    }

    /**
     * Whether a slice has so many tuples that are kept that the next ones go to another: else it
     * would hold all of them as long as it is the last, and take long to be computed again.
     */
    private boolean isLarge(int slice, long time) {
        return tuples != null
                && store.count(slice) >= AggregateStore.LARGEST_WITH_TUPLES
                && time > store.last(slice);
    }

    private void startSlice(long time, int last) {
        long start = slicer.pass(time);
        if (last >= 0) {
            start = Math.max(start, store.end(last));
        } else if (start == Long.MIN_VALUE) {
            start = time;
        }
        store.insert(last + 1, start, slicer.next(time));
    }

    /** Adds a tuple that is earlier than one before. */
    void addOutOfOrder(long time, double value) {
        int slice = sliceFor(time);
        boolean apartFromNext = isApartFromNext(slice);
        boolean apartFromPrevious = isApartFromNext(slice - 1);
        store.count(slice, time);
        for (int index = 0; index < store.columns().size(); index++) {
            PartialColumn column = store.columns().get(index);
            if (column.aggregation().traits().commutative() || !hasTuplesOf(slice)) {
                column.add(store.slot(slice), time, value);
            } else {
                recompute(column, slice);
            }
        }
        if (apartFromNext) {
            mergeIfJoined(slice);
        }
        if (apartFromPrevious) {
            mergeIfJoined(slice - 1);
        }
    }

    /** Whether a gap parts a slice from the next, so that a tuple may join them; or it is empty. */
    private boolean isApartFromNext(int slice) {
        return slice >= 0
                && slice + 1 < store.size()
                && (store.count(slice) == 0
                        || store.count(slice + 1) == 0
                        || store.first(slice + 1) - store.last(slice) >= shortestGap);
    }

    /** The slice that a tuple belongs to, which is made if there is none (thesis, figure 4.10). */
    private int sliceFor(long time) {
        int slice = store.floor(time);
        if (slice < 0 || time >= store.end(slice)) {
            return sliceBetween(slice, time);
        }
        if (time > store.last(slice) && time - store.last(slice) >= shortestGap) {
            store.insert(slice + 1, time, store.end(slice));
            store.end(slice, time);
            return slice + 1;
        }
        if (time < store.first(slice) && store.first(slice) - time >= shortestGap) {
            long first = store.first(slice);
            store.insert(slice, store.start(slice), first);
            store.start(slice + 1, first);
        }
        return slice;
    }

    /** A new slice between a slice and the next, as long as edges allow. */
    private int sliceBetween(int slice, long time) {
        long start = slicer.edgeAtOrBefore(time);
        long end = slicer.edgeAfter(time);
        if (slice >= 0) {
            start = Math.max(start, store.end(slice));
        } else if (start == Long.MIN_VALUE) {
            start = time;
        }
        if (slice + 1 < store.size()) {
            end = Math.min(end, store.start(slice + 1));
        }
        store.insert(slice + 1, start, end);
        return slice + 1;
    }

    /**
     * Merges a slice with the next if no window and no gap parts them. One that has its tuples, so
     * that it can be split, is not merged into one that has them no more.
     */
    private void mergeIfJoined(int slice) {
        if (slice < 0
                || slice + 1 >= store.size()
                || store.end(slice) != store.start(slice + 1)
                || store.first(slice + 1) - store.last(slice) >= shortestGap
                || slicer.isEdge(store.end(slice))
                || (hasTuplesOf(slice + 1) && !hasTuplesOf(slice))) {
            return;
        }
        store.mergeWithNext(slice);
        counters.merges++;
    }

    // Edges

    /**
     * A window starts or ends at a time; a slice across it is split.
     *
     * @param latest the time of the latest tuple
     */
    void addEdge(long edge, long latest) {
        if (!slicer.forced().add(edge)) {
            return;
        }
        if (edge > latest) {
            endCurrentSlice(latest);
            return;
        }
        int slice = store.floor(edge);
        if (slice < 0 || edge <= store.start(slice) || edge >= store.end(slice)) {
            return;
        }
        if (edge > store.last(slice)) {
            store.end(slice, edge);
        } else if (edge <= store.first(slice)) {
            store.start(slice, edge);
        } else {
            split(slice, edge);
        }
    }

    /** Whether an edge can still be set: whether the slice across it can be split. */
    boolean canHaveEdge(long edge) {
        int slice = store.floor(edge);
        return slice < 0
                || edge > store.last(slice)
                || edge <= store.first(slice)
                || slicer.forced().contains(edge)
                || hasTuplesOf(slice);
    }

    void removeEdge(long edge, long latest) {
        if (!slicer.forced().remove(edge)) {
            return;
        }
        if (edge > latest) {
            endCurrentSlice(latest);
            return;
        }
        int slice = store.floor(edge);
        if (slice > 0 && store.start(slice) == edge && !slicer.isEdge(edge)) {
            mergeIfJoined(slice - 1);
        }
    }

    /** The last slice ends at the next edge, which has changed. */
    void endCurrentSlice(long latest) {
        if (store.size() > 0) {
            store.end(store.size() - 1, slicer.next(latest));
        }
    }

    private void split(int slice, long edge) {
        counters.splits++;
        store.insert(slice + 1, edge, store.end(slice));
        store.end(slice, edge);
        recompute(slice);
        recompute(slice + 1);
    }

    private void recompute(int slice) {
        TupleStore kept = kept();
        store.emptySlice(slice);
        long end = kept.lowerRank(store.end(slice));
        for (long rank = kept.lowerRank(store.start(slice)); rank < end; rank++) {
            store.count(slice, kept.time(rank));
        }
        for (PartialColumn column : store.columns()) {
            recompute(column, slice);
        }
    }

    private void recompute(PartialColumn column, int slice) {
        TupleStore kept = kept();
        column.compute(
                store.slot(slice),
                kept,
                kept.lowerRank(store.start(slice)),
                kept.lowerRank(store.end(slice)));
        counters.recomputed++;
    }

    private boolean hasTuplesOf(int slice) {
        if (tuples == null || tuples.from() > store.first(slice)) {
            return false;
        }
        long held = tuples.lowerRank(store.end(slice)) - tuples.lowerRank(store.start(slice));
        return held == store.count(slice);
    }

    private TupleStore kept() {
        if (tuples == null) {
            throw new IllegalStateException("no tuples are kept");
        }
        return tuples;
    }

    // Forgetting

    void dropAll() {
        store.removeFirst(store.size());
    }

    /** Forgets the slices whose tuples are all before a time. */
    void dropBefore(long time) {
        store.dropBefore(time);
        slicer.forced().dropBefore(time);
    }

    void write(StateOutput output) {
        slicer.forced().write(output);
        store.write(output);
    }

    void read(StateInput input, long latest) {
        slicer.forced().read(input);
        slicer.passed(latest);
        store.read(input);
    }
}
