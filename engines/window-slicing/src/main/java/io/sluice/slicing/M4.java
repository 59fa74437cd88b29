package io.sluice.slicing;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/** The four tuples of {@link M4Result}. */
record M4() implements ObjectAggregation<M4Partial, M4Result> {
    private static final AggregationTraits TRAITS =
            new AggregationTraits(true, true, true, AggregationTraits.PartialSize.DISTRIBUTIVE);

    @Override
    public AggregationTraits traits() {
        return TRAITS;
    }

    @Override
    public M4Partial lift(long time, double value) {
        return new M4Partial(time, value);
    }

    @Override
    public M4Partial add(M4Partial partial, long time, double value) {
        partial.add(time, value);
        return partial;
    }

    @Override
    public M4Partial combine(M4Partial left, M4Partial right) {
        M4Partial both = new M4Partial(left);
        both.merge(right);
        return both;
    }

    /** Nothing changes by a tuple that is none of the four. */
    @Override
    public Optional<M4Partial> invert(M4Partial partial, long time, double value) {
        return partial.holds(time, value) ? Optional.empty() : Optional.of(partial);
    }

    @Override
    public M4Result lower(M4Partial partial) {
        return partial.toResult();
    }

    @Override
    public void write(M4Partial partial, DataOutput output) throws IOException {
        partial.write(output);
    }

    @Override
    public M4Partial read(DataInput input) throws IOException {
        return M4Partial.read(input);
    }

    @Override
    public String toString() {
        return "m4";
    }
}
