package io.sluice.benchmarks.slicing;

import io.sluice.slicing.Query;
import io.sluice.slicing.WindowSink;
import java.util.List;

/**
 * A sorted ring buffer of tuples (thesis, 4.3.1): each window is computed from its tuples when it
 * ends. All queries have one aggregation.
 */
final class TupleBuffer implements WindowTechnique {
    private final SortedTuples tuples = new SortedTuples();
    private final EndedRanges ranges;
    private final Partial partial;
    private final EndedWindow ended;

    TupleBuffer(List<Query> queries, WindowSink sink) {
        this.ranges = new EndedRanges(queries, tuples);
        this.partial = Partial.of(queries.getFirst().aggregation());
        this.ended = new EndedWindow(sink, queries.getFirst());
    }

    @Override
    public void process(long time, double value) {
        if (!ranges.isLate(time)) {
            tuples.add(time, value);
        }
    }

    @Override
    public void watermark(long time) {
        ranges.watermark(time, this::compute);
    }

    private void compute(Query query, long start, long end, long from, long to) {
        partial.clear();
        for (long rank = from; rank < to; rank++) {
            int place = tuples.place(rank);
            partial.add(tuples.timeAt(place), tuples.valueAt(place));
        }
        ended.give(query, start, end, partial);
    }
}
