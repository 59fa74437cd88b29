package io.sluice.slicing;

/**
 * An aggregate function in steps (thesis, 4.5.4.1): <em>lift</em> makes a partial aggregate of a
 * tuple, <em>combine</em> one of two, <em>lower</em> a result of one; <em>invert</em>, where there
 * is one, takes a tuple out again.
 *
 * <p>Implementations are values without state: two that are equal share their partial aggregates,
 * and {@code toString} tells which function it is, in a saved state too.
 */
public sealed interface Aggregation permits FixedAggregation, ObjectAggregation {
    /** What may be done with the function. */
    AggregationTraits traits();

    /**
     * What its partial aggregates are. Functions for which this is equal share them, and differ in
     * <em>lower</em> alone, as quantiles do.
     */
    default Object partials() {
        return this;
    }
}
