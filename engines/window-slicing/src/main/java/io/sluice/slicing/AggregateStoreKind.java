package io.sluice.slicing;

/** How aggregates of many slices are had (thesis, 4.3.4). */
public enum AggregateStoreKind {
    /** {@link #LAZY} while few slices are held, {@link #EAGER} as soon as there are many. */
    AUTOMATIC,
    /** By combining the slices of a window one after the other, when it ends. */
    LAZY,
    /**
     * From a tree of partial aggregates over the slices. Holistic aggregates have none: it would
     * hold every value many times.
     */
    EAGER
}
