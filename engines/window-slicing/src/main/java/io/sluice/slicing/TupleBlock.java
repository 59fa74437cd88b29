package io.sluice.slicing;

import java.util.Arrays;

/** Some neighbouring tuples of a {@link TupleStore}, by their time. */
final class TupleBlock {
    static final int LARGEST = 512;
    private static final int SMALLEST = 16;

    private long[] times;
    private double[] values;
    private int from;
    private int to;

    TupleBlock() {
        this(new long[SMALLEST], new double[SMALLEST]);
    }

    private TupleBlock(long[] times, double[] values) {
        this.times = times;
        this.values = values;
    }

    int size() {
        return to - from;
    }

    boolean isFull() {
        return to - from == LARGEST;
    }

    long time(int index) {
        return times[from + index];
    }

    double value(int index) {
        return values[from + index];
    }

    long firstTime() {
        return times[from];
    }

    long lastTime() {
        return times[to - 1];
    }

    /** How many tuples are before a time. */
    int lower(long time) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - from;
    }

    void insert(int index, long time, double value) {
        if (to == times.length) {
            makeRoom();
        }
        int place = from + index;
        System.arraycopy(times, place, times, place + 1, to - place);
        System.arraycopy(values, place, values, place + 1, to - place);
        times[place] = time;
        values[place] = value;
        to++;
    }

    private void makeRoom() {
        int size = size();
        int capacity = Math.min(LARGEST, Math.max(times.length, 2 * size));
        long[] newTimes = capacity == times.length ? times : new long[capacity];
        double[] newValues = capacity == times.length ? values : new double[capacity];
        System.arraycopy(times, from, newTimes, 0, size);
        System.arraycopy(values, from, newValues, 0, size);
        times = newTimes;
        values = newValues;
        from = 0;
        to = size;
    }

    /** Takes out the later half. */
    TupleBlock split() {
        int middle = (from + to) >>> 1;
        TupleBlock later =
                new TupleBlock(
                        Arrays.copyOfRange(times, middle, middle + LARGEST),
                        Arrays.copyOfRange(values, middle, middle + LARGEST));
        later.to = to - middle;
        to = middle;
        return later;
    }

    void dropFirst(int number) {
        from += number;
    }
}
