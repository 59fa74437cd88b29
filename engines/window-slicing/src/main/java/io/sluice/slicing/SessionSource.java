package io.sluice.slicing;

import java.util.BitSet;

/**
 * Sessions, which are runs of slices with less than the gap between the last tuple of each and the
 * first of the next (thesis, 4.6). Each query has its own gap over the same slices.
 */
final class SessionSource implements WindowSource {
    private final long gap;
    private final long from;
    private final AggregateStore store;

    SessionSource(long gap, long from, AggregateStore store) {
        this.gap = gap;
        this.from = from;
        this.store = store;
    }

    long gap() {
        return gap;
    }

    @Override
    public void windows(long after, long upTo, WindowCallback callback) {
        int slice = firstOpenAt(after);
        if (slice >= store.size()) {
            return;
        }
        int last = lastOfSession(slice);
        if (store.last(last) + gap > upTo) {
            return;
        }
        slice = firstOfSession(slice);
        while (store.last(last) + gap <= upTo) {
            callback.triggerWindow(store.first(slice), store.last(last) + gap);
            slice = last + 1;
            if (slice >= store.size()) {
                return;
            }
            last = lastOfSession(slice);
        }
    }

    @Override
    public long nextEnd(long position) {
        int slice = firstOpenAt(position);
        long ofNew = position + gap;
        return slice < store.size() ? Math.min(ofNew, store.last(slice) + gap) : ofNew;
    }

    @Override
    public long earliestStart(long position) {
        int slice = firstOpenAt(position);
        return slice < store.size()
                ? Math.min(position, store.first(firstOfSession(slice)))
                : position;
    }

    @Override
    public void markStarts(long position, BitSet marks) {
        for (int slice = store.firstWithFirstFrom(from); slice < store.size(); slice++) {
            if (slice == 0
                    || store.last(slice - 1) < from
                    || store.first(slice) - store.last(slice - 1) >= gap) {
                marks.set(slice);
            }
        }
    }

    /** The first slice that may be in a session that ends after a position. */
    private int firstOpenAt(long position) {
        return Math.max(store.firstWithLastAfter(position - gap), store.firstWithFirstFrom(from));
    }

    private int firstOfSession(int slice) {
        int first = slice;
        while (first > 0
                && store.first(first - 1) >= from
                && store.first(first) - store.last(first - 1) < gap) {
            first--;
        }
        return first;
    }

    private int lastOfSession(int slice) {
        int last = slice;
        while (last + 1 < store.size() && store.first(last + 1) - store.last(last) < gap) {
            last++;
        }
        return last;
    }
}
