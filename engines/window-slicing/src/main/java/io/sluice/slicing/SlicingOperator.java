package io.sluice.slicing;

import java.util.Collection;

/** PLACEHOLDER. */
@SuppressWarnings("DoNotCallSuggester")
public final class SlicingOperator {
    /**
     * The earliest time that a stream may have: half of the longs, so that lengths can be added.
     */
    public static final long EARLIEST_TIME = -(1L << 61);

    /** The latest time that a tuple may have. */
    public static final long LATEST_TIME = 1L << 61;

    /** The longest length, slide, gap or lateness. */
    public static final long LONGEST = 1L << 60;

    /** A new stream without queries. */
    public SlicingOperator(SlicingSettings settings, WindowSink sink) {
        throw new UnsupportedOperationException();
    }

    /** The stream that {@link #save} wrote. */
    public static SlicingOperator restore(
            byte[] state, SlicingSettings settings, Collection<Query> queries, WindowSink sink) {
        throw new UnsupportedOperationException();
    }

    /** Adds a query. It sees windows that begin from now on. */
    public void add(Query query) {
        throw new UnsupportedOperationException();
    }

    /** Removes a query. */
    public void remove(String queryId) {
        throw new UnsupportedOperationException();
    }

    /** Takes a tuple. */
    public Outcome process(long time, double value) {
        throw new UnsupportedOperationException();
    }

    /** A punctuation. */
    public Outcome punctuate(long time) {
        throw new UnsupportedOperationException();
    }

    /** No tuple at or before the time comes any more, but for late ones. */
    public boolean advanceWatermark(long time) {
        throw new UnsupportedOperationException();
    }

    /** What it did and holds. */
    public SlicingStatistics statistics() {
        throw new UnsupportedOperationException();
    }

    /** The state as bytes. */
    public byte[] save() {
        throw new UnsupportedOperationException();
    }
}
