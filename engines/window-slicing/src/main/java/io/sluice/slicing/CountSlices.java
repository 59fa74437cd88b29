package io.sluice.slicing;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the slices of windows on counts. A tuple out of order shifts the ranks of all later ones:
 * the last tuple of each slice becomes the first of the next (thesis, 4.5.2 and figure 4.7).
 */
final class CountSlices {
    private final StreamSlicer slicer;
    private final AggregateStore store;
    private final Counters counters;
    private final long from;
    private @Nullable TupleStore tuples;

    /** How many tuples were counted. */
    private long counted;

    /** The rank in the store of tuples of the tuple that is counted as 0. */
    private long origin;

    CountSlices(long from, AggregateStoreKind kind, boolean inOrder, Counters counters) {
        this.from = from;
        this.slicer = new StreamSlicer(inOrder);
        this.store = new AggregateStore(kind);
        this.counters = counters;
    }

    void keepTuples(TupleStore kept) {
        tuples = kept;
        origin = kept.lowerRank(from);
    }

    StreamSlicer slicer() {
        return slicer;
    }

    AggregateStore store() {
        return store;
    }

    long from() {
        return from;
    }

    long counted() {
        return counted;
    }

    /** How many counted tuples are at or before a time. */
    long countedUpTo(long time) {
        return Math.clamp(kept().upperRank(time) - origin, 0, counted);
    }

    /** The last slice ends at the next edge, if that has come nearer. */
    void endCurrentSlice() {
        int last = store.size() - 1;
        if (last >= 0) {
            store.end(last, Math.min(store.end(last), slicer.next(counted - 1)));
        }
    }

    private long endOfSliceAt(long start) {
        long edge = slicer.next(start);
        return tuples == null ? edge : Math.min(edge, start + AggregateStore.LARGEST_WITH_TUPLES);
    }

    boolean hasSliceForNext() {
        int last = store.size() - 1;
        return last >= 0 && counted < store.end(last);
    }

    /**
     * Leaves out a tuple from before the first that is counted.
     *
     * @param rank in the store of tuples, or -1 if it is not there
     */
    void leaveOut(long rank) {
        if (rank >= 0) {
            origin++;
        }
    }

    /** Adds a tuple that is not earlier than any before. */
    void addInOrder(long time, double value) {
        int last = store.size() - 1;
        if (last < 0 || counted >= store.end(last)) {
            slicer.pass(counted);
            store.insert(last + 1, counted, endOfSliceAt(counted));
        }
        store.addLast(counted, time, value);
        counted++;
    }

    /**
     * Adds a tuple that is earlier than one before.
     *
     * @param rank in the store of tuples, where it is already
     * @return how many counted tuples are before it
     */
    long addOutOfOrder(long rank, long time, double value) {
        long place = rank - origin;
        int slice = store.floor(place);
        if (slice < 0 || place >= store.end(slice)) {
            throw new IllegalStateException("no slice for the tuple of rank " + place);
        }
        counted++;
        insert(slice, time, value);
        while (counted > store.end(slice)) {
            slice++;
            long pushed = store.end(slice - 1) + origin;
            if (slice == store.size()) {
                startWith(pushed);
                break;
            }
            shiftInto(slice, pushed);
        }
        return place;
    }

    /** Adds a tuple within a slice, and takes out its last one if it has too many. */
    private void insert(int slice, long time, double value) {
        boolean full = counted > store.end(slice);
        if (!full) {
            store.count(slice, counted - 1);
        }
        for (PartialColumn column : store.columns()) {
            if (column.aggregation().traits().commutative()) {
                column.add(store.slot(slice), time, value);
                takeOutLast(column, slice);
            } else {
                recompute(column, slice);
            }
        }
    }

    /** Makes the tuple that the slice before has pushed out the first of a slice. */
    private void shiftInto(int slice, long pushed) {
        TupleStore kept = kept();
        if (counted <= store.end(slice)) {
            store.count(slice, counted - 1);
        }
        for (PartialColumn column : store.columns()) {
            column.prepend(store.slot(slice), kept.time(pushed), kept.value(pushed));
            takeOutLast(column, slice);
        }
    }

    private void startWith(long pushed) {
        long place = pushed - origin;
        slicer.pass(place);
        store.insert(store.size(), place, endOfSliceAt(place));
        store.addLast(place, kept().time(pushed), kept().value(pushed));
    }

    private void takeOutLast(PartialColumn column, int slice) {
        if (counted <= store.end(slice)) {
            return;
        }
        TupleStore kept = kept();
        long out = store.end(slice) + origin;
        if (column.aggregation().traits().invertible()
                && column.invert(store.slot(slice), kept.time(out), kept.value(out))) {
            counters.inverted++;
        } else {
            recompute(column, slice);
        }
    }

    private void recompute(PartialColumn column, int slice) {
        column.compute(
                store.slot(slice),
                kept(),
                store.start(slice) + origin,
                Math.min(store.end(slice), counted) + origin);
        counters.recomputed++;
    }

    private TupleStore kept() {
        if (tuples == null) {
            throw new IllegalStateException("no tuples are kept");
        }
        return tuples;
    }

    /** The rank of the first tuple of the slice that goes on after a count of tuples. */
    long firstRankOfSliceAt(long count) {
        return origin + store.startOfSliceAt(count);
    }

    void write(StateOutput output) {
        output.writeLong(counted);
        output.writeLong(origin);
        store.write(output);
    }

    void read(StateInput input) {
        counted = input.readLong();
        origin = input.readLong();
        slicer.passed(counted - 1);
        store.read(input);
    }
}
