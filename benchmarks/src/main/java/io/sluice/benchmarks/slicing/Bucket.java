package io.sluice.benchmarks.slicing;

import io.sluice.slicing.Query;
import java.util.Comparator;

/** A window with its partial aggregate. */
final class Bucket {
    static final Comparator<Bucket> BY_END = Comparator.comparingLong(bucket -> bucket.end);

    final Query query;

    /** The place of the query among those with windows that are no sessions. */
    final int window;

    final long start;
    final long end;
    final Partial partial;

    Bucket(Query query, int window, long start, long end) {
        this.query = query;
        this.window = window;
        this.start = start;
        this.end = end;
        this.partial = Partial.of(query.aggregation());
    }
}
