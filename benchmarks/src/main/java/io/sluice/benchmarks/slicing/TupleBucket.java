package io.sluice.benchmarks.slicing;

import java.util.Arrays;

/** A window with its tuples in the order of time, those of one time as they came. */
final class TupleBucket {
    private long[] times = new long[8];
    private double[] values = new double[8];
    private int size;

    int size() {
        return size;
    }

    long time(int place) {
        return times[place];
    }

    double value(int place) {
        return values[place];
    }

    void add(long time, double value) {
        int place = size;
        while (place > 0 && times[place - 1] > time) {
            place--;
        }
        insert(place, time, value);
    }

    void addFirst(long time, double value) {
        insert(0, time, value);
    }

    void removeLast() {
        size--;
    }

    private void insert(int place, long time, double value) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        System.arraycopy(times, place, times, place + 1, size - place);
        System.arraycopy(values, place, values, place + 1, size - place);
        times[place] = time;
        values[place] = value;
        size++;
    }
}
