package io.sluice.slicing;

/** PLACEHOLDER. The aggregate functions that come with the library. */
public final class Aggregations {
    private Aggregations() {}
}
