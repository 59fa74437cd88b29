package io.sluice.benchmarks.slicing;

import io.sluice.slicing.Aggregation;
import io.sluice.slicing.FixedAggregation;
import io.sluice.slicing.ObjectAggregation;

/** A partial aggregate that changes in place. */
sealed interface Partial permits FixedPartial, ObjectPartial {
    /** That of no tuple. */
    static Partial of(Aggregation aggregation) {
        return switch (aggregation) {
            case FixedAggregation fixed -> new FixedPartial(fixed);
            case ObjectAggregation<?, ?> object -> ObjectPartial.of(object);
        };
    }

    /** Takes a tuple. */
    void add(long time, double value);

    /** Takes the tuples of another one of the same aggregation. */
    void merge(Partial other);

    /** Becomes that of no tuple again. */
    void clear();

    /** The result as a number, or NaN if it is none. */
    double value();

    /** The result. */
    Object object();
}
