package io.sluice.slicing;

/**
 * An aggregate function whose partial aggregates are a fixed number of 64-bit words and whose
 * result is a number: nothing is allocated for it while a stream runs. Doubles are kept as {@link
 * Double#doubleToRawLongBits}.
 */
public non-sealed interface FixedAggregation extends Aggregation {
    /** Words of a partial aggregate, at least 1. */
    int words();

    /** Sets the words from {@code at} on to the partial aggregate of no tuple, the neutral one. */
    void clear(long[] partial, int at);

    /** Lift and combine: partial ← partial ⊕ lift(tuple). The tuple comes after those in it. */
    void add(long[] partial, int at, long time, double value);

    /** left ← left ⊕ right; the words of {@code right} don't change. */
    void combine(long[] left, int leftAt, long[] right, int rightAt);

    /**
     * partial ← partial ⊖ lift(tuple), for a tuple that is in it, if that is possible here.
     *
     * @return false if the aggregate must be computed again; the words may be anything then
     */
    default boolean invert(long[] partial, int at, long time, double value) {
        return false;
    }

    /** The result of a partial aggregate of at least one tuple. */
    double lower(long[] partial, int at);
}
