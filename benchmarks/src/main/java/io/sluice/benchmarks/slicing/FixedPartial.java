package io.sluice.benchmarks.slicing;

import io.sluice.slicing.FixedAggregation;

/** A partial aggregate of words. */
final class FixedPartial implements Partial {
    private final FixedAggregation aggregation;
    private final long[] words;

    FixedPartial(FixedAggregation aggregation) {
        this.aggregation = aggregation;
        this.words = new long[aggregation.words()];
        clear();
    }

    @Override
    public void add(long time, double value) {
        aggregation.add(words, 0, time, value);
    }

    @Override
    public void merge(Partial other) {
        combine(((FixedPartial) other).words, 0);
    }

    /** Takes the tuples of the partial aggregate that begins at an index of an array. */
    void combine(long[] other, int at) {
        aggregation.combine(words, 0, other, at);
    }

    @Override
    public void clear() {
        aggregation.clear(words, 0);
    }

    @Override
    public double value() {
        return aggregation.lower(words, 0);
    }

    @Override
    public Object object() {
        return value();
    }
}
