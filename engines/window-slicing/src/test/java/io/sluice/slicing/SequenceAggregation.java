package io.sluice.slicing;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An aggregate function of a user: the tuples of a window one after the other. It is not
 * commutative, and shows each tuple that is missing, twice there, or in the wrong place.
 */
record SequenceAggregation() implements ObjectAggregation<ArrayList<TimedValue>, List<TimedValue>> {
    @Override
    public AggregationTraits traits() {
        return new AggregationTraits(true, false, false, AggregationTraits.PartialSize.HOLISTIC);
    }

    @Override
    public ArrayList<TimedValue> lift(long time, double value) {
        return new ArrayList<>(List.of(new TimedValue(time, value)));
    }

    @Override
    public ArrayList<TimedValue> combine(ArrayList<TimedValue> left, ArrayList<TimedValue> right) {
        ArrayList<TimedValue> both = new ArrayList<>(left);
        both.addAll(right);
        return both;
    }

    @Override
    public ArrayList<TimedValue> add(ArrayList<TimedValue> partial, long time, double value) {
        partial.add(new TimedValue(time, value));
        return partial;
    }

    @Override
    public List<TimedValue> lower(ArrayList<TimedValue> partial) {
        return List.copyOf(partial);
    }

    @Override
    public void write(ArrayList<TimedValue> partial, DataOutput output) throws IOException {
        output.writeInt(partial.size());
        for (TimedValue tuple : partial) {
            output.writeLong(tuple.time());
            output.writeDouble(tuple.value());
        }
    }

    @Override
    public ArrayList<TimedValue> read(DataInput input) throws IOException {
        int size = input.readInt();
        ArrayList<TimedValue> partial = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            partial.add(new TimedValue(input.readLong(), input.readDouble()));
        }
        return partial;
    }
}
