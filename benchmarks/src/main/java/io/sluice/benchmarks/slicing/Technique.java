package io.sluice.benchmarks.slicing;

import io.sluice.slicing.AggregateStoreKind;
import io.sluice.slicing.Query;
import io.sluice.slicing.SlicingSettings;
import io.sluice.slicing.StreamOrder;
import io.sluice.slicing.WindowSink;
import java.util.List;

/** The ways to aggregate windows that are compared. */
public enum Technique {
    /** The engine as it comes, which chooses between lazy and eager itself. */
    SLICING("slicing", "#000000"),
    LAZY_SLICING("lazy slicing", "#0072b2"),
    EAGER_SLICING("eager slicing", "#56b4e9"),
    FLINK("Flink", "#d55e00"),
    BUCKETS("buckets", "#e69f00"),
    TUPLE_BUCKETS("tuple buckets", "#999999"),
    TUPLE_BUFFER("tuple buffer", "#009e73"),
    AGGREGATE_TREE("aggregate tree", "#cc79a7");

    private final String title;
    private final String colour;

    Technique(String title, String colour) {
        this.title = title;
        this.colour = colour;
    }

    /** What people call it. */
    String title() {
        return title;
    }

    /** In drawings: one that the colour-blind can tell from the others (Okabe and Ito). */
    String colour() {
        return colour;
    }

    /** Whether it is the engine. */
    boolean isSlicing() {
        return this == SLICING || this == LAZY_SLICING || this == EAGER_SLICING;
    }

    /** A new stream. All queries have one aggregation. */
    WindowTechnique make(List<Query> queries, StreamOrder order, WindowSink sink) {
        return switch (this) {
            case SLICING -> slicing(queries, order, AggregateStoreKind.AUTOMATIC, sink);
            case LAZY_SLICING -> slicing(queries, order, AggregateStoreKind.LAZY, sink);
            case EAGER_SLICING -> slicing(queries, order, AggregateStoreKind.EAGER, sink);
            case FLINK -> new FlinkWindows(queries, sink);
            case BUCKETS -> new AggregateBuckets(queries, sink);
            case TUPLE_BUCKETS -> new TupleBuckets(queries, sink);
            case TUPLE_BUFFER -> new TupleBuffer(queries, sink);
            case AGGREGATE_TREE -> new AggregateTree(queries, sink);
        };
    }

    private static WindowTechnique slicing(
            List<Query> queries, StreamOrder order, AggregateStoreKind store, WindowSink sink) {
        SlicingSettings settings =
                switch (order) {
                    case IN_ORDER -> SlicingSettings.inOrder();
                    case OUT_OF_ORDER -> SlicingSettings.outOfOrder(0);
                };
        return new SlicedWindows(queries, settings.with(store), sink);
    }
}
