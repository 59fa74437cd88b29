package io.sluice.slicing;

/** The sum of values. */
record Sum() implements FixedAggregation {
    private static final AggregationTraits TRAITS =
            new AggregationTraits(true, true, true, AggregationTraits.PartialSize.ALGEBRAIC);

    @Override
    public AggregationTraits traits() {
        return TRAITS;
    }

    @Override
    public int words() {
        return CompensatedSum.WORDS;
    }

    @Override
    public void clear(long[] partial, int at) {
        CompensatedSum.clear(partial, at);
    }

    @Override
    public void add(long[] partial, int at, long time, double value) {
        CompensatedSum.add(partial, at, value);
    }

    @Override
    public void combine(long[] left, int leftAt, long[] right, int rightAt) {
        CompensatedSum.combine(left, leftAt, right, rightAt);
    }

    @Override
    public boolean invert(long[] partial, int at, long time, double value) {
        return CompensatedSum.invert(partial, at, value);
    }

    @Override
    public double lower(long[] partial, int at) {
        return CompensatedSum.value(partial, at);
    }

    @Override
    public String toString() {
        return "sum";
    }
}
