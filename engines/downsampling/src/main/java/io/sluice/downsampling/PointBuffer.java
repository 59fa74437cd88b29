package io.sluice.downsampling;

import java.util.Arrays;

/** Points of one bucket and their means. Its arrays grow to what the bucket needs, and are kept. */
final class PointBuffer {
    private static final int FIRST_CAPACITY = 256;

    private long[] times = new long[FIRST_CAPACITY];
    private double[] values = new double[FIRST_CAPACITY];
    private int size;
    private long summed;
    private double timeSum;
    private double valueSum;

    void add(long time, double value) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        times[size] = time;
        values[size] = value;
        size++;
        addToSums(time, value);
    }

    /** Adds to the means only: memory does not grow. */
    void addToSums(long time, double value) {
        timeSum += (double) time;
        valueSum += value;
        summed++;
    }

    int size() {
        return size;
    }

    long time(int index) {
        return times[index];
    }

    double value(int index) {
        return values[index];
    }

    double meanTime() {
        return timeSum / summed;
    }

    double meanValue() {
        return valueSum / summed;
    }

    void clear() {
        size = 0;
        summed = 0;
        timeSum = 0;
        valueSum = 0;
    }
}
