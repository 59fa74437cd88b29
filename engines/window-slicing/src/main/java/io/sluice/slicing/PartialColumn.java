package io.sluice.slicing;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The partial aggregates of one function, one for each slice, by the slot of the slice in the ring
 * of an {@link AggregateStore}; and over them, if wanted, a binary tree of partial aggregates.
 *
 * <p>The tree is the FlatFAT of Tangwongsan et al., General Incremental Sliding-Window Aggregation
 * (VLDB 2015), over slices instead of tuples (thesis, 4.3.4). Its inner nodes are made when a
 * window asks for them: a change of a slice only marks the nodes above it, up to one that is marked
 * already.
 */
abstract sealed class PartialColumn permits FixedColumn, ObjectColumn {
    private static final int DEEPEST = 32;

    private final boolean treeable;
    private final int[] right = new int[DEEPEST];
    private int capacity;
    private boolean[] stale = {};

    /** How many queries use it. */
    private int users;

    PartialColumn(boolean treeable) {
        this.treeable = treeable;
    }

    abstract Aggregation aggregation();

    /** No tuple in the slot any more. */
    abstract void clear(int slot);

    abstract void addLeaf(int slot, long time, double value);

    abstract boolean invertLeaf(int slot, long time, double value);

    abstract void moveLeaf(int from, int to);

    abstract void prependLeaf(int slot, long time, double value);

    abstract void combineLeaf(int into, int from);

    abstract void relocateLeaves(int head, int size, int oldCapacity, int newCapacity);

    abstract void makeTree(int nodes);

    abstract void makeNode(int node, int left, int right);

    /** What is accumulated from now on is a new result. */
    abstract void begin();

    abstract void accumulateTuple(long time, double value);

    abstract void accumulateLeaf(int slot);

    abstract void accumulateNode(int node);

    abstract double value(Aggregation aggregation);

    abstract Object object(Aggregation aggregation);

    abstract void writeLeaf(int slot, DataOutput output) throws IOException;

    abstract void readLeaf(int slot, DataInput input) throws IOException;

    final boolean hasTree() {
        return stale.length > 0;
    }

    final void use() {
        users++;
    }

    /** Whether there is no user left. */
    final boolean release() {
        users--;
        return users == 0;
    }

    final void add(int slot, long time, double value) {
        addLeaf(slot, time, value);
        changed(slot);
    }

    final boolean invert(int slot, long time, double value) {
        changed(slot);
        return invertLeaf(slot, time, value);
    }

    /** Adds a tuple that comes before those in the slot. */
    final void prepend(int slot, long time, double value) {
        prependLeaf(slot, time, value);
        changed(slot);
    }

    final void empty(int slot) {
        clear(slot);
        changed(slot);
    }

    /** Computes a slot again, from the tuples from one rank to before another. */
    final void compute(int slot, TupleStore tuples, long fromRank, long toRank) {
        empty(slot);
        for (long rank = fromRank; rank < toRank; rank++) {
            add(slot, tuples.time(rank), tuples.value(rank));
        }
    }

    final void move(int from, int to) {
        moveLeaf(from, to);
        changed(to);
    }

    final void combine(int into, int from) {
        combineLeaf(into, from);
        changed(into);
    }

    /** Takes a ring of another capacity, with its first slot at 0. */
    final void relocate(int head, int size, int newCapacity, boolean tree) {
        relocateLeaves(head, size, capacity, newCapacity);
        capacity = newCapacity;
        stale = new boolean[tree && treeable ? newCapacity : 0];
        Arrays.fill(stale, true);
        makeTree(stale.length);
    }

    /** Accumulates the slots from one to before another; they don't go over the end of the ring. */
    final void accumulate(int from, int to) {
        if (!hasTree()) {
            for (int slot = from; slot < to; slot++) {
                accumulateLeaf(slot);
            }
            return;
        }
        int low = from + capacity;
        int high = to + capacity;
        int depth = 0;
        while (low < high) {
            if ((low & 1) == 1) {
                accumulateAt(low++);
            }
            if ((high & 1) == 1) {
                right[depth++] = --high;
            }
            low >>= 1;
            high >>= 1;
        }
        while (depth > 0) {
            accumulateAt(right[--depth]);
        }
    }

    private void accumulateAt(int node) {
        if (node >= capacity) {
            accumulateLeaf(node - capacity);
        } else {
            refresh(node);
            accumulateNode(node);
        }
    }

    private void refresh(int node) {
        if (node < capacity && stale[node]) {
            refresh(2 * node);
            refresh(2 * node + 1);
            makeNode(node, 2 * node, 2 * node + 1);
            stale[node] = false;
        }
    }

    /** If a node is stale, so are those above it. */
    private void changed(int slot) {
        if (hasTree()) {
            for (int node = (slot + capacity) >> 1; node > 0 && !stale[node]; node >>= 1) {
                stale[node] = true;
            }
        }
    }

    final int capacity() {
        return capacity;
    }
}
