package io.sluice.query.writing;

import java.util.Arrays;

/** Rows for the table {@code reading}, in columns, in the order in which they arrived. */
final class RowBatch {
    private int size;
    private int[] series;
    private long[] time;
    private short[] ordinal;
    private double[] value;
    private short[] quality;
    private int[] stream;

    RowBatch(int capacity) {
        series = new int[capacity];
        time = new long[capacity];
        ordinal = new short[capacity];
        value = new double[capacity];
        quality = new short[capacity];
        stream = new int[capacity];
    }

    /**
     * @param fromStream the number of the source stream among those of the batch
     */
    void add(int seriesId, long micros, int place, double number, int flags, int fromStream) {
        if (size == series.length) {
            grow();
        }
        series[size] = seriesId;
        time[size] = micros;
        ordinal[size] = (short) place;
        value[size] = number;
        quality[size] = (short) flags;
        stream[size] = fromStream;
        size++;
    }

    private void grow() {
        int capacity = Math.max(16, size * 2);
        series = Arrays.copyOf(series, capacity);
        time = Arrays.copyOf(time, capacity);
        ordinal = Arrays.copyOf(ordinal, capacity);
        value = Arrays.copyOf(value, capacity);
        quality = Arrays.copyOf(quality, capacity);
        stream = Arrays.copyOf(stream, capacity);
    }

    int size() {
        return size;
    }

    int series(int row) {
        return series[row];
    }

    /** Microseconds since 1970. */
    long time(int row) {
        return time[row];
    }

    short ordinal(int row) {
        return ordinal[row];
    }

    double value(int row) {
        return value[row];
    }

    short quality(int row) {
        return quality[row];
    }

    int stream(int row) {
        return stream[row];
    }

    /** Compares the identities of two rows: series, time, ordinal. */
    int compare(int row, int other) {
        int bySeries = Integer.compare(series[row], series[other]);
        if (bySeries != 0) {
            return bySeries;
        }
        int byTime = Long.compare(time[row], time[other]);
        return byTime != 0 ? byTime : Short.compare(ordinal[row], ordinal[other]);
    }
}
