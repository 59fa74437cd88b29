package io.sluice.benchmarks.slicing;

import io.sluice.slicing.Aggregation;
import io.sluice.slicing.Measure;
import io.sluice.slicing.Query;
import io.sluice.slicing.Window;
import java.util.ArrayList;
import java.util.List;

/** The queries of the measurements. */
final class Queries {
    private static final long SHORTEST = 1_000;
    private static final long LONGEST = 20_000;
    private static final long GAP = 1_000;

    private Queries() {}

    /**
     * Tumbling windows of equally distributed lengths from 1 to 20 seconds, or as many tuples as
     * there are in that time; one alone is of 1 second.
     */
    static List<Query> tumbling(int number, Measure measure, Aggregation aggregation) {
        List<Query> queries = new ArrayList<>();
        for (int window = 0; window < number; window++) {
            long more = number == 1 ? 0 : (LONGEST - SHORTEST) * window / (number - 1);
            long milliseconds = SHORTEST + more;
            long length =
                    switch (measure) {
                        case TIME -> milliseconds;
                        case COUNT -> milliseconds * EndlessStream.TUPLES_PER_SECOND / 1000;
                    };
            queries.add(new Query("w" + window, Window.tumbling(measure, length), aggregation));
        }
        return queries;
    }

    /** The same, and a session that ends with each pause of an {@link EndlessStream}. */
    static List<Query> withSession(List<Query> queries) {
        List<Query> all = new ArrayList<>(queries);
        all.add(new Query("session", Window.session(GAP), queries.getFirst().aggregation()));
        return all;
    }
}
