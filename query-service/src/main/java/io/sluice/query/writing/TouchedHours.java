package io.sluice.query.writing;

import java.util.Arrays;

/**
 * The hours of series that rows fall into, each with the earliest time among its rows. Rows come in
 * the order of series and time; those that come in a second run in that order may repeat an hour.
 */
final class TouchedHours {
    private static final long MICROS_OF_HOUR = 3_600_000_000L;

    private int size;
    private int[] series = new int[64];
    private long[] hours = new long[64];
    private long[] since = new long[64];

    void add(int seriesId, long micros) {
        long hour = Math.floorDiv(micros, MICROS_OF_HOUR);
        if (size > 0 && series[size - 1] == seriesId && hours[size - 1] == hour) {
            since[size - 1] = Math.min(since[size - 1], micros);
            return;
        }
        if (size == series.length) {
            grow();
        }
        series[size] = seriesId;
        hours[size] = hour;
        since[size] = micros;
        size++;
    }

    private void grow() {
        int capacity = size * 2;
        series = Arrays.copyOf(series, capacity);
        hours = Arrays.copyOf(hours, capacity);
        since = Arrays.copyOf(since, capacity);
    }

    boolean isEmpty() {
        return size == 0;
    }

    int[] series() {
        return Arrays.copyOf(series, size);
    }

    /** Hours since 1970. */
    long[] hours() {
        return Arrays.copyOf(hours, size);
    }

    /** For each hour, the earliest time in it: microseconds since 1970. */
    long[] since() {
        return Arrays.copyOf(since, size);
    }
}
