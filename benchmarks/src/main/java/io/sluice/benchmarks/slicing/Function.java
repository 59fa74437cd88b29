package io.sluice.benchmarks.slicing;

import io.sluice.slicing.Aggregation;
import io.sluice.slicing.Aggregations;
import io.sluice.slicing.FixedAggregation;
import io.sluice.slicing.WindowSink;
import org.openjdk.jmh.infra.Blackhole;

/** What is computed for windows. */
public enum Function {
    SUM("sum"),
    COUNT("count"),
    MINIMUM("minimum"),
    MAXIMUM("maximum"),
    AVERAGE("average"),
    STANDARD_DEVIATION("standard deviation"),
    FIRST("first"),
    LAST("last"),
    ARG_MINIMUM("arg-min"),
    ARG_MAXIMUM("arg-max"),
    M4("M4"),
    MEDIAN("median"),
    NINETIETH_PERCENTILE("90th percentile"),
    APPROXIMATE_MEDIAN("approximate median");

    private final String title;

    Function(String title) {
        this.title = title;
    }

    /** What people call it. */
    String title() {
        return title;
    }

    /** The aggregation that a technique computes: only sums are not the same for all. */
    Aggregation of(Technique technique) {
        return switch (this) {
            case SUM -> technique.isSlicing() ? Aggregations.sum() : new PlainSum();
            case COUNT -> Aggregations.count();
            case MINIMUM -> Aggregations.minimum();
            case MAXIMUM -> Aggregations.maximum();
            case AVERAGE -> Aggregations.average();
            case STANDARD_DEVIATION -> Aggregations.standardDeviation();
            case FIRST -> Aggregations.first();
            case LAST -> Aggregations.last();
            case ARG_MINIMUM -> Aggregations.argMinimum();
            case ARG_MAXIMUM -> Aggregations.argMaximum();
            case M4 -> Aggregations.m4();
            case MEDIAN -> Aggregations.median();
            case NINETIETH_PERCENTILE -> Aggregations.quantile(0.9);
            case APPROXIMATE_MEDIAN -> Aggregations.approximateQuantile(0.5);
        };
    }

    /** Takes the results, those that are numbers without boxes. */
    WindowSink sink(Technique technique, Blackhole hole) {
        return of(technique) instanceof FixedAggregation
                ? result -> hole.consume(result.value())
                : result -> hole.consume(result.object());
    }
}
