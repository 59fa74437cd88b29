package io.sluice.slicing;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * The earliest tuple with the least or the greatest value.
 *
 * @param greatest rather than least
 */
record ArgumentOfExtreme(boolean greatest) implements ObjectAggregation<TimedCell, TimedValue> {
    private static final AggregationTraits TRAITS =
            new AggregationTraits(true, true, true, AggregationTraits.PartialSize.DISTRIBUTIVE);

    @Override
    public AggregationTraits traits() {
        return TRAITS;
    }

    @Override
    public TimedCell lift(long time, double value) {
        return new TimedCell(time, value);
    }

    @Override
    public TimedCell add(TimedCell partial, long time, double value) {
        if (greatest) {
            partial.takeGreater(time, value);
        } else {
            partial.takeLess(time, value);
        }
        return partial;
    }

    @Override
    public TimedCell combine(TimedCell left, TimedCell right) {
        return add(new TimedCell(left), right.time(), right.value());
    }

    /** Nothing changes by a tuple that is not the extreme. */
    @Override
    public Optional<TimedCell> invert(TimedCell partial, long time, double value) {
        return partial.holds(time, value) ? Optional.empty() : Optional.of(partial);
    }

    @Override
    public TimedValue lower(TimedCell partial) {
        return partial.toTimedValue();
    }

    @Override
    public void write(TimedCell partial, DataOutput output) throws IOException {
        partial.write(output);
    }

    @Override
    public TimedCell read(DataInput input) throws IOException {
        return TimedCell.read(input);
    }

    @Override
    public String toString() {
        return greatest ? "argMaximum" : "argMinimum";
    }
}
