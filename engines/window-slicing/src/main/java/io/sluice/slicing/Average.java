package io.sluice.slicing;

/** The mean of values: a count, and a sum in the words after it. */
record Average() implements FixedAggregation {
    private static final AggregationTraits TRAITS =
            new AggregationTraits(true, true, true, AggregationTraits.PartialSize.ALGEBRAIC);

    @Override
    public AggregationTraits traits() {
        return TRAITS;
    }

    @Override
    public int words() {
        return 1 + CompensatedSum.WORDS;
    }

    @Override
    public void clear(long[] partial, int at) {
        partial[at] = 0;
        CompensatedSum.clear(partial, at + 1);
    }

    @Override
    public void add(long[] partial, int at, long time, double value) {
        partial[at]++;
        CompensatedSum.add(partial, at + 1, value);
    }

    @Override
    public void combine(long[] left, int leftAt, long[] right, int rightAt) {
        left[leftAt] += right[rightAt];
        CompensatedSum.combine(left, leftAt + 1, right, rightAt + 1);
    }

    @Override
    public boolean invert(long[] partial, int at, long time, double value) {
        partial[at]--;
        return CompensatedSum.invert(partial, at + 1, value);
    }

    @Override
    public double lower(long[] partial, int at) {
        return CompensatedSum.value(partial, at + 1) / partial[at];
    }

    @Override
    public String toString() {
        return "average";
    }
}
