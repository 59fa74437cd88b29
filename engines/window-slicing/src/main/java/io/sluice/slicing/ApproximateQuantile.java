package io.sluice.slicing;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** The value at a rank from 0 to 1, about. All ranks share their partial aggregates. */
record ApproximateQuantile(double rank) implements ObjectAggregation<ApproximateValues, Double> {
    private static final AggregationTraits TRAITS =
            new AggregationTraits(true, true, false, AggregationTraits.PartialSize.ALGEBRAIC);

    ApproximateQuantile {
        rank = FractionalRank.checked(rank);
    }

    @Override
    public AggregationTraits traits() {
        return TRAITS;
    }

    @Override
    public Object partials() {
        return ApproximateValues.class;
    }

    @Override
    public ApproximateValues lift(long time, double value) {
        return new ApproximateValues(value);
    }

    @Override
    public ApproximateValues add(ApproximateValues partial, long time, double value) {
        partial.add(value);
        return partial;
    }

    @Override
    public ApproximateValues combine(ApproximateValues left, ApproximateValues right) {
        return combineAll(List.of(left, right));
    }

    @Override
    public ApproximateValues combineAll(List<ApproximateValues> partials) {
        return ApproximateValues.merge(partials);
    }

    @Override
    public Double lower(ApproximateValues partial) {
        return partial.quantile(rank);
    }

    @Override
    public void write(ApproximateValues partial, DataOutput output) throws IOException {
        partial.write(output);
    }

    @Override
    public ApproximateValues read(DataInput input) throws IOException {
        return ApproximateValues.read(input);
    }

    @Override
    public String toString() {
        return "approximateQuantile(" + rank + ")";
    }
}
