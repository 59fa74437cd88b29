package io.sluice.slicing;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * The slices of one measure in their order, with their partial aggregates (thesis, 4.5.2 and figure
 * 4.8): what stream slicer, slice manager and window manager share. A slice is {@code [start, end)}
 * and has at least one tuple, between first and last; slices don't overlap, and there may be room
 * between them.
 *
 * <p>A ring of slots: slice {@code i} is in slot {@code head + i}.
 */
final class AggregateStore {
    /** So many tuples a slice has at most, as far as possible, if its tuples are kept. */
    static final int LARGEST_WITH_TUPLES = 1024;

    private static final int SMALLEST = 8;

    /** From here on a tree pays, see the decision on window slicing. */
    private static final int MANY = 128;

    private final AggregateStoreKind kind;
    private final AggregateColumns columns = new AggregateColumns();

    private long[] starts = new long[SMALLEST];
    private long[] ends = new long[SMALLEST];
    private long[] firsts = new long[SMALLEST];
    private long[] lasts = new long[SMALLEST];
    private long[] counts = new long[SMALLEST];
    private int capacity = SMALLEST;
    private int head;
    private int size;

    AggregateStore(AggregateStoreKind kind) {
        this.kind = kind;
    }

    /** The column of a function's partial aggregates; one more query uses it. */
    PartialColumn use(Aggregation aggregation) {
        return columns.use(aggregation, capacity, hasTrees());
    }

    void release(PartialColumn column) {
        columns.release(column);
    }

    List<PartialColumn> columns() {
        return columns.all();
    }

    private boolean hasTrees() {
        return switch (kind) {
            case LAZY -> false;
            case EAGER -> true;
            case AUTOMATIC -> capacity >= MANY;
        };
    }

    int size() {
        return size;
    }

    long start(int slice) {
        return starts[slot(slice)];
    }

    long end(int slice) {
        return ends[slot(slice)];
    }

    /** The position of the earliest tuple of a slice. */
    long first(int slice) {
        return firsts[slot(slice)];
    }

    /** The position of the latest tuple of a slice. */
    long last(int slice) {
        return lasts[slot(slice)];
    }

    long count(int slice) {
        return counts[slot(slice)];
    }

    void start(int slice, long start) {
        starts[slot(slice)] = start;
    }

    void end(int slice, long end) {
        ends[slot(slice)] = end;
    }

    int slot(int slice) {
        return (head + slice) & (capacity - 1);
    }

    /** The last slice that starts at or before a position, or -1. */
    int floor(long position) {
        return upTo(starts, position) - 1;
    }

    /** The first slice whose last tuple is after a position, or the number of slices. */
    int firstWithLastAfter(long position) {
        return upTo(lasts, position);
    }

    /** The first slice whose first tuple is at or after a position, or the number of slices. */
    int firstWithFirstFrom(long position) {
        return upTo(firsts, position - 1);
    }

    /** How many slices have a position in a ring that is not after another. */
    private int upTo(long[] ring, long position) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ring[slot(middle)] <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The start of the slice across a position, or the position. */
    long startOfSliceAt(long position) {
        int slice = floor(position);
        return slice >= 0 && end(slice) > position ? start(slice) : position;
    }

    /** Puts an empty slice before slice {@code at}, or after the last one. */
    void insert(int at, long start, long end) {
        if (size == capacity) {
            relocate(2 * capacity);
        }
        for (int slice = size; slice > at; slice--) {
            move(slot(slice - 1), slot(slice));
        }
        size++;
        int slot = slot(at);
        starts[slot] = start;
        ends[slot] = end;
        firsts[slot] = Long.MAX_VALUE;
        lasts[slot] = Long.MIN_VALUE;
        empty(slot);
    }

    void remove(int at) {
        for (int slice = at; slice < size - 1; slice++) {
            move(slot(slice + 1), slot(slice));
        }
        size--;
        empty(slot(size));
    }

    /** Forgets the slices whose tuples are all before a position. */
    void dropBefore(long position) {
        int number = upTo(lasts, position - 1);
        if (number > 0) {
            removeFirst(number);
        }
    }

    void removeFirst(int number) {
        for (int slice = 0; slice < number; slice++) {
            empty(slot(slice));
        }
        head = slot(number);
        size -= number;
        if (capacity > MANY && size < capacity / 8) {
            relocate(capacity / 2);
        }
    }

    private void move(int from, int to) {
        starts[to] = starts[from];
        ends[to] = ends[from];
        firsts[to] = firsts[from];
        lasts[to] = lasts[from];
        counts[to] = counts[from];
        for (PartialColumn column : columns.all()) {
            column.move(from, to);
        }
    }

    private void empty(int slot) {
        counts[slot] = 0;
        for (PartialColumn column : columns.all()) {
            column.empty(slot);
        }
    }

    private void relocate(int newCapacity) {
        starts = relocated(starts, newCapacity);
        ends = relocated(ends, newCapacity);
        firsts = relocated(firsts, newCapacity);
        lasts = relocated(lasts, newCapacity);
        counts = relocated(counts, newCapacity);
        int oldHead = head;
        capacity = newCapacity;
        head = 0;
        for (PartialColumn column : columns.all()) {
            column.relocate(oldHead, size, newCapacity, hasTrees());
        }
    }

    private long[] relocated(long[] ring, int newCapacity) {
        long[] moved = new long[newCapacity];
        int whole = Math.min(size, capacity - head);
        System.arraycopy(ring, head, moved, 0, whole);
        System.arraycopy(ring, 0, moved, whole, size - whole);
        return moved;
    }

    /** Adds a tuple that is not earlier than any of the last slice to it. */
    void addLast(long position, long time, double value) {
        int slot = (head + size - 1) & (capacity - 1);
        if (counts[slot]++ == 0) {
            firsts[slot] = position;
        }
        lasts[slot] = position;
        columns.add(slot, time, value);
    }

    /** Counts a tuple to a slice; its aggregates are the caller's. */
    void count(int slice, long position) {
        int slot = slot(slice);
        counts[slot]++;
        firsts[slot] = Math.min(firsts[slot], position);
        lasts[slot] = Math.max(lasts[slot], position);
    }

    /** Forgets the tuples of a slice. */
    void emptySlice(int slice) {
        int slot = slot(slice);
        firsts[slot] = Long.MAX_VALUE;
        lasts[slot] = Long.MIN_VALUE;
        empty(slot);
    }

    /** Slice ← slice ⊕ the next, which is gone then (thesis, 4.5.2). */
    void mergeWithNext(int slice) {
        combine(slot(slice), slot(slice + 1));
        remove(slice + 1);
    }

    private void combine(int into, int from) {
        ends[into] = ends[from];
        firsts[into] = Math.min(firsts[into], firsts[from]);
        lasts[into] = Math.max(lasts[into], lasts[from]);
        counts[into] += counts[from];
        for (PartialColumn column : columns.all()) {
            column.combine(into, from);
        }
    }

    /**
     * Merges slices with those before them.
     *
     * @param joined whether a slice is to be merged with the one before, asked with the indexes
     *     that slices have now
     * @return how many slices are gone
     */
    int mergeRuns(IntPredicate joined) {
        int into = 0;
        for (int slice = 1; slice < size; slice++) {
            if (joined.test(slice)) {
                combine(slot(into), slot(slice));
            } else if (++into < slice) {
                move(slot(slice), slot(into));
            }
        }
        int gone = size - 1 - into;
        for (int slice = into + 1; slice < size; slice++) {
            empty(slot(slice));
        }
        size -= gone;
        return gone;
    }

    /** Accumulates the aggregate of slices, from one to before another, in a column. */
    void accumulate(PartialColumn column, int from, int to) {
        if (from >= to) {
            return;
        }
        int low = slot(from);
        int high = low + (to - from);
        if (high <= capacity) {
            column.accumulate(low, high);
        } else {
            column.accumulate(low, capacity);
            column.accumulate(0, high - capacity);
        }
    }

    void write(StateOutput output) {
        output.writeInt(capacity);
        output.writeInt(head);
        output.writeInt(size);
        for (int slice = 0; slice < size; slice++) {
            int slot = slot(slice);
            output.writeLong(starts[slot]);
            output.writeLong(ends[slot]);
            output.writeLong(firsts[slot]);
            output.writeLong(lasts[slot]);
            output.writeLong(counts[slot]);
        }
        columns.write(this, output);
    }

    /** Takes what was written, but for columns that there are not. */
    void read(StateInput input) {
        int newCapacity = input.readCount();
        input.require(newCapacity >= SMALLEST && Integer.bitCount(newCapacity) == 1);
        relocate(newCapacity);
        head = input.readCount();
        size = input.readCount();
        input.require(head < capacity && size <= capacity);
        for (int slice = 0; slice < size; slice++) {
            int slot = slot(slice);
            starts[slot] = input.readLong();
            ends[slot] = input.readLong();
            firsts[slot] = input.readLong();
            lasts[slot] = input.readLong();
            counts[slot] = input.readLong();
        }
        columns.read(this, input);
    }
}
