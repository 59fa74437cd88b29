package io.sluice.slicing;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A place for one tuple, which is replaced by others without a new object. */
final class TimedCell {
    private long time;
    private double value;

    TimedCell(long time, double value) {
        set(time, value);
    }

    TimedCell(TimedCell other) {
        this(other.time, other.value);
    }

    void set(long newTime, double newValue) {
        time = newTime;
        value = newValue;
    }

    long time() {
        return time;
    }

    double value() {
        return value;
    }

    boolean holds(long otherTime, double otherValue) {
        return time == otherTime && Double.compare(value, otherValue) == 0;
    }

    /** Takes the tuple if its value is less, or as little and earlier. */
    void takeLess(long newTime, double newValue) {
        take(newTime, newValue, Double.compare(newValue, value));
    }

    /** Takes the tuple if its value is greater, or as great and earlier. */
    void takeGreater(long newTime, double newValue) {
        take(newTime, newValue, Double.compare(value, newValue));
    }

    private void take(long newTime, double newValue, int comparison) {
        if (comparison < 0 || (comparison == 0 && newTime < time)) {
            set(newTime, newValue);
        }
    }

    TimedValue toTimedValue() {
        return new TimedValue(time, value);
    }

    void write(DataOutput output) throws IOException {
        output.writeLong(time);
        output.writeLong(Double.doubleToRawLongBits(value));
    }

    static TimedCell read(DataInput input) throws IOException {
        return new TimedCell(input.readLong(), Double.longBitsToDouble(input.readLong()));
    }
}
