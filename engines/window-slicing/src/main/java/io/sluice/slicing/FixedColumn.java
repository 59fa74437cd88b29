package io.sluice.slicing;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Partial aggregates of a fixed number of words, all in one array. */
final class FixedColumn extends PartialColumn {
    private final FixedAggregation aggregation;
    private final int words;
    private final long[] result;
    private long[] leaves = {};
    private long[] nodes = {};

    FixedColumn(FixedAggregation aggregation) {
        super(true);
        this.aggregation = aggregation;
        this.words = aggregation.words();
        this.result = new long[words];
    }

    @Override
    FixedAggregation aggregation() {
        return aggregation;
    }

    @Override
    void clear(int slot) {
        aggregation.clear(leaves, slot * words);
    }

    @Override
    void addLeaf(int slot, long time, double value) {
        aggregation.add(leaves, slot * words, time, value);
    }

    @Override
    boolean invertLeaf(int slot, long time, double value) {
        return aggregation.invert(leaves, slot * words, time, value);
    }

    @Override
    void prependLeaf(int slot, long time, double value) {
        begin();
        accumulateTuple(time, value);
        accumulateLeaf(slot);
        System.arraycopy(result, 0, leaves, slot * words, words);
    }

    @Override
    void moveLeaf(int from, int to) {
        System.arraycopy(leaves, from * words, leaves, to * words, words);
    }

    @Override
    void combineLeaf(int into, int from) {
        aggregation.combine(leaves, into * words, leaves, from * words);
    }

    @Override
    void relocateLeaves(int head, int size, int oldCapacity, int newCapacity) {
        long[] moved = new long[newCapacity * words];
        for (int slot = 0; slot < newCapacity; slot++) {
            if (slot < size) {
                int from = (head + slot) & (oldCapacity - 1);
                System.arraycopy(leaves, from * words, moved, slot * words, words);
            } else {
                aggregation.clear(moved, slot * words);
            }
        }
        leaves = moved;
    }

    @Override
    void makeTree(int count) {
        nodes = new long[count * words];
    }

    @Override
    void makeNode(int node, int left, int right) {
        aggregation.clear(nodes, node * words);
        combineChild(node, left);
        combineChild(node, right);
    }

    private void combineChild(int node, int child) {
        if (child >= capacity()) {
            aggregation.combine(nodes, node * words, leaves, (child - capacity()) * words);
        } else {
            aggregation.combine(nodes, node * words, nodes, child * words);
        }
    }

    @Override
    void begin() {
        aggregation.clear(result, 0);
    }

    @Override
    void accumulateTuple(long time, double value) {
        aggregation.add(result, 0, time, value);
    }

    @Override
    void accumulateLeaf(int slot) {
        aggregation.combine(result, 0, leaves, slot * words);
    }

    @Override
    void accumulateNode(int node) {
        aggregation.combine(result, 0, nodes, node * words);
    }

    @Override
    double value(Aggregation lowering) {
        return ((FixedAggregation) lowering).lower(result, 0);
    }

    @Override
    Object object(Aggregation lowering) {
        return value(lowering);
    }

    @Override
    void writeLeaf(int slot, DataOutput output) throws IOException {
        for (int word = 0; word < words; word++) {
            output.writeLong(leaves[slot * words + word]);
        }
    }

    @Override
    void readLeaf(int slot, DataInput input) throws IOException {
        for (int word = 0; word < words; word++) {
            leaves[slot * words + word] = input.readLong();
        }
    }
}
