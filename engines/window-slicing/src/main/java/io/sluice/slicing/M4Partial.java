package io.sluice.slicing;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** First, last, least and greatest of some tuples. Adding allocates nothing. */
record M4Partial(TimedCell first, TimedCell last, TimedCell minimum, TimedCell maximum) {
    M4Partial(long time, double value) {
        this(
                new TimedCell(time, value),
                new TimedCell(time, value),
                new TimedCell(time, value),
                new TimedCell(time, value));
    }

    M4Partial(M4Partial other) {
        this(
                new TimedCell(other.first),
                new TimedCell(other.last),
                new TimedCell(other.minimum),
                new TimedCell(other.maximum));
    }

    void add(long time, double value) {
        takeFirst(time, value);
        takeLast(time, value);
        minimum.takeLess(time, value);
        maximum.takeGreater(time, value);
    }

    void merge(M4Partial other) {
        takeFirst(other.first.time(), other.first.value());
        takeLast(other.last.time(), other.last.value());
        minimum.takeLess(other.minimum.time(), other.minimum.value());
        maximum.takeGreater(other.maximum.time(), other.maximum.value());
    }

    private void takeFirst(long time, double value) {
        if (time < first.time()) {
            first.set(time, value);
        }
    }

    private void takeLast(long time, double value) {
        if (time >= last.time()) {
            last.set(time, value);
        }
    }

    /** Whether the tuple is one of the four. */
    boolean holds(long time, double value) {
        return first.holds(time, value)
                || last.holds(time, value)
                || minimum.holds(time, value)
                || maximum.holds(time, value);
    }

    M4Result toResult() {
        return new M4Result(
                first.toTimedValue(),
                last.toTimedValue(),
                minimum.toTimedValue(),
                maximum.toTimedValue());
    }

    void write(DataOutput output) throws IOException {
        first.write(output);
        last.write(output);
        minimum.write(output);
        maximum.write(output);
    }

    static M4Partial read(DataInput input) throws IOException {
        return new M4Partial(
                TimedCell.read(input),
                TimedCell.read(input),
                TimedCell.read(input),
                TimedCell.read(input));
    }
}
