package io.sluice.slicing;

/** The number of tuples. */
record Count() implements FixedAggregation {
    private static final AggregationTraits TRAITS =
            new AggregationTraits(true, true, true, AggregationTraits.PartialSize.DISTRIBUTIVE);

    @Override
    public AggregationTraits traits() {
        return TRAITS;
    }

    @Override
    public int words() {
        return 1;
    }

    @Override
    public void clear(long[] partial, int at) {
        partial[at] = 0;
    }

    @Override
    public void add(long[] partial, int at, long time, double value) {
        partial[at]++;
    }

    @Override
    public void combine(long[] left, int leftAt, long[] right, int rightAt) {
        left[leftAt] += right[rightAt];
    }

    @Override
    public boolean invert(long[] partial, int at, long time, double value) {
        partial[at]--;
        return true;
    }

    @Override
    public double lower(long[] partial, int at) {
        return partial[at];
    }

    @Override
    public String toString() {
        return "count";
    }
}
