package io.sluice.query.question;

import java.util.Arrays;

/** The values of one group by bucket, in the order of time. */
final class BucketValues {
    private static final int FIRST_ROOM = 64;

    private long[] starts = new long[FIRST_ROOM];
    private double[] values = new double[FIRST_ROOM];
    private int size;

    void add(long start, double value) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        starts[size] = start;
        values[size] = value;
        size++;
    }

    int size() {
        return size;
    }

    long start(int index) {
        return starts[index];
    }

    double value(int index) {
        return values[index];
    }

    void clear() {
        size = 0;
    }
}
