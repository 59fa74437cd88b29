package io.sluice.slicing;

/** The value of the earliest tuple, of several that which arrived first: a time and a value. */
record First() implements FixedAggregation {
    private static final AggregationTraits TRAITS =
            new AggregationTraits(true, true, true, AggregationTraits.PartialSize.ALGEBRAIC);

    @Override
    public AggregationTraits traits() {
        return TRAITS;
    }

    @Override
    public int words() {
        return 2;
    }

    /** No tuple is as late as that. */
    @Override
    public void clear(long[] partial, int at) {
        partial[at] = Long.MAX_VALUE;
        partial[at + 1] = 0;
    }

    @Override
    public void add(long[] partial, int at, long time, double value) {
        if (time < partial[at]) {
            partial[at] = time;
            partial[at + 1] = Double.doubleToRawLongBits(value);
        }
    }

    @Override
    public void combine(long[] left, int leftAt, long[] right, int rightAt) {
        add(left, leftAt, right[rightAt], lower(right, rightAt));
    }

    /** Nothing changes by a tuple that is not the first. */
    @Override
    public boolean invert(long[] partial, int at, long time, double value) {
        return time != partial[at] || Double.doubleToRawLongBits(value) != partial[at + 1];
    }

    @Override
    public double lower(long[] partial, int at) {
        return Double.longBitsToDouble(partial[at + 1]);
    }

    @Override
    public String toString() {
        return "first";
    }
}
