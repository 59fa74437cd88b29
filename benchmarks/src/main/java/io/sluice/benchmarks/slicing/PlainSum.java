package io.sluice.benchmarks.slicing;

import io.sluice.slicing.AggregationTraits;
import io.sluice.slicing.AggregationTraits.PartialSize;
import io.sluice.slicing.FixedAggregation;

/**
 * The sum as one would write it without the engine, whose own is compensated: what the alternatives
 * compute, so that they have no work that nobody asked them for.
 */
record PlainSum() implements FixedAggregation {
    @Override
    public AggregationTraits traits() {
        return new AggregationTraits(true, true, true, PartialSize.DISTRIBUTIVE);
    }

    @Override
    public int words() {
        return 1;
    }

    @Override
    public void clear(long[] partial, int at) {
        partial[at] = Double.doubleToRawLongBits(0);
    }

    @Override
    public void add(long[] partial, int at, long time, double value) {
        partial[at] = Double.doubleToRawLongBits(Double.longBitsToDouble(partial[at]) + value);
    }

    @Override
    public void combine(long[] left, int leftAt, long[] right, int rightAt) {
        add(left, leftAt, 0, Double.longBitsToDouble(right[rightAt]));
    }

    @Override
    public double lower(long[] partial, int at) {
        return Double.longBitsToDouble(partial[at]);
    }
}
