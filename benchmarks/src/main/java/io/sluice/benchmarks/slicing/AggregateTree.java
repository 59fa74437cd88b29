package io.sluice.benchmarks.slicing;

import io.sluice.slicing.FixedAggregation;
import io.sluice.slicing.Query;
import io.sluice.slicing.WindowSink;
import java.util.List;

/**
 * A FlatFAT (thesis, 4.3.2): a binary tree of partial aggregates over a sorted ring buffer of
 * tuples, its leaves. A tuple in order changes the path from its leaf to the root. One out of order
 * moves all leaves after it, and all nodes above these are computed again. All queries have one
 * aggregation, of a fixed size.
 */
final class AggregateTree implements WindowTechnique {
    private final SortedTuples tuples = new SortedTuples();
    private final EndedRanges ranges;
    private final FixedAggregation aggregation;
    private final int words;
    private final FixedPartial partial;
    private final long[] right;
    private final long[] scratch;
    private final EndedWindow ended;

    /** Node n has the children 2n and 2n+1; those from the capacity on are the leaves. */
    private long[] nodes;

    AggregateTree(List<Query> queries, WindowSink sink) {
        if (!(queries.getFirst().aggregation() instanceof FixedAggregation fixed)) {
            throw new IllegalArgumentException(
                    "a tree of " + queries.getFirst().aggregation() + " would hold all many times");
        }
        this.ranges = new EndedRanges(queries, tuples);
        this.aggregation = fixed;
        this.words = fixed.words();
        this.partial = new FixedPartial(fixed);
        this.right = new long[words];
        this.scratch = new long[words];
        this.nodes = new long[tuples.capacity() * words];
        this.ended = new EndedWindow(sink, queries.getFirst());
    }

    @Override
    public void process(long time, double value) {
        if (ranges.isLate(time)) {
            return;
        }
        long rank = tuples.add(time, value);
        if (nodes.length != tuples.capacity() * words) {
            nodes = new long[tuples.capacity() * words];
            computeAll(tuples.first());
        } else {
            computeAll(rank);
        }
    }

    /** Computes what is above all leaves from a rank on. */
    private void computeAll(long rank) {
        int from = tuples.place(rank);
        int to = tuples.place(tuples.next() - 1);
        if (from <= to) {
            compute(from, to);
        } else {
            compute(from, tuples.capacity() - 1);
            compute(0, to);
        }
    }

    private void compute(int fromPlace, int toPlace) {
        int capacity = tuples.capacity();
        int from = (capacity + fromPlace) >> 1;
        int to = (capacity + toPlace) >> 1;
        for (int node = from; node <= to; node++) {
            aggregation.clear(nodes, node * words);
            addLeaf(nodes, node * words, 2 * node - capacity);
            addLeaf(nodes, node * words, 2 * node + 1 - capacity);
        }
        for (from >>= 1, to >>= 1; from > 0; from >>= 1, to >>= 1) {
            for (int node = from; node <= to; node++) {
                System.arraycopy(nodes, 2 * node * words, nodes, node * words, words);
                aggregation.combine(nodes, node * words, nodes, (2 * node + 1) * words);
            }
        }
    }

    /** Places without a tuple may be anything: no node above them is asked for. */
    private void addLeaf(long[] to, int at, int place) {
        aggregation.add(to, at, tuples.timeAt(place), tuples.valueAt(place));
    }

    @Override
    public void watermark(long time) {
        ranges.watermark(time, this::give);
    }

    private void give(Query query, long start, long end, long from, long to) {
        partial.clear();
        int first = tuples.place(from);
        int last = tuples.place(to - 1);
        if (first <= last) {
            combine(first, last);
        } else {
            combine(first, tuples.capacity() - 1);
            combine(0, last);
        }
        ended.give(query, start, end, partial);
    }

    /** Combines the fewest nodes that cover the places, in their order. */
    private void combine(int first, int last) {
        int capacity = tuples.capacity();
        int low = capacity + first;
        int high = capacity + last + 1;
        aggregation.clear(right, 0);
        for (; low < high; low >>= 1, high >>= 1) {
            if ((low & 1) == 1) {
                take(low++);
                partial.combine(scratch, 0);
            }
            if ((high & 1) == 1) {
                take(--high);
                aggregation.combine(scratch, 0, right, 0);
                System.arraycopy(scratch, 0, right, 0, words);
            }
        }
        partial.combine(right, 0);
    }

    /** Copies a node to {@link #scratch}. */
    private void take(int node) {
        int capacity = tuples.capacity();
        if (node >= capacity) {
            aggregation.clear(scratch, 0);
            addLeaf(scratch, 0, node - capacity);
        } else {
            System.arraycopy(nodes, node * words, scratch, 0, words);
        }
    }
}
