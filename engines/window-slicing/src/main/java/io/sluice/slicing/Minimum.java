package io.sluice.slicing;

/** The least value; -0.0 is less than 0.0. */
record Minimum() implements FixedAggregation {
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
        partial[at] = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
    }

    @Override
    public void add(long[] partial, int at, long time, double value) {
        partial[at] = Double.doubleToRawLongBits(Math.min(lower(partial, at), value));
    }

    @Override
    public void combine(long[] left, int leftAt, long[] right, int rightAt) {
        add(left, leftAt, 0, lower(right, rightAt));
    }

    /** Nothing changes by a value that is not the least. */
    @Override
    public boolean invert(long[] partial, int at, long time, double value) {
        return Double.compare(value, lower(partial, at)) > 0;
    }

    @Override
    public double lower(long[] partial, int at) {
        return Double.longBitsToDouble(partial[at]);
    }

    @Override
    public String toString() {
        return "minimum";
    }
}
