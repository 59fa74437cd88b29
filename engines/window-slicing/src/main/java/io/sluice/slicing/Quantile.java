package io.sluice.slicing;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The value at a rank from 0 to 1, exactly. All ranks share their partial aggregates. */
record Quantile(double rank) implements ObjectAggregation<CountedValues, Double> {
    private static final AggregationTraits TRAITS =
            new AggregationTraits(true, true, true, AggregationTraits.PartialSize.HOLISTIC);

    Quantile {
        rank = FractionalRank.checked(rank);
    }

    @Override
    public AggregationTraits traits() {
        return TRAITS;
    }

    @Override
    public Object partials() {
        return CountedValues.class;
    }

    @Override
    public CountedValues lift(long time, double value) {
        return new CountedValues(value);
    }

    @Override
    public CountedValues add(CountedValues partial, long time, double value) {
        partial.add(value);
        return partial;
    }

    @Override
    public CountedValues combine(CountedValues left, CountedValues right) {
        return combineAll(List.of(left, right));
    }

    @Override
    public CountedValues combineAll(List<CountedValues> partials) {
        return CountedValues.merge(partials);
    }

    @Override
    public Optional<CountedValues> invert(CountedValues partial, long time, double value) {
        return partial.remove(value) ? Optional.of(partial) : Optional.empty();
    }

    @Override
    public Double lower(CountedValues partial) {
        return partial.sorted().quantile(rank);
    }

    @Override
    public void write(CountedValues partial, DataOutput output) throws IOException {
        partial.sorted().write(output);
    }

    @Override
    public CountedValues read(DataInput input) throws IOException {
        return new CountedValues(SortedCounts.read(input));
    }

    @Override
    public String toString() {
        return "quantile(" + rank + ")";
    }
}
