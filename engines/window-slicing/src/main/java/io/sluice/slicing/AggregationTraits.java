package io.sluice.slicing;

/**
 * Algebraic properties of an aggregate function (thesis, 4.4.2).
 *
 * @param associative (x ⊕ y) ⊕ z = x ⊕ (y ⊕ z); slicing takes no other function
 * @param commutative x ⊕ y = y ⊕ x for partial aggregates of different tuples. If not, tuples of a
 *     stream out of order are kept, and the aggregate of a slice is computed again for each tuple
 *     that comes out of order. A function that looks at times, as the first value does, may be
 *     commutative: of tuples of one time, that which is added first has arrived first, and of two
 *     partial aggregates the left one comes first
 * @param invertible (x ⊕ y) ⊖ y = x for at least some x and y, so it is worth to try
 * @param size of partial aggregates
 */
public record AggregationTraits(
        boolean associative, boolean commutative, boolean invertible, PartialSize size) {
    /** How large partial aggregates are. */
    public enum PartialSize {
        /** As large as the result, which they are: sum, minimum. */
        DISTRIBUTIVE,
        /** Of a fixed size: average. */
        ALGEBRAIC,
        /** They grow with the tuples: median. */
        HOLISTIC
    }
}
