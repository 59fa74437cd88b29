package io.sluice.downsampling;

/**
 * A range of time cut into pixel columns of the same width: a time {@code t} belongs to column
 * {@code floor(width * (t - from) / (to - from))}, computed in integers.
 *
 * <p>A product of a time in microseconds and a width may be beyond 64 bits, so it is never formed:
 * columns are found by where they begin.
 *
 * @param from the first time of the range
 * @param to the first time after it
 * @param width how many columns there are
 */
record Columns(long from, long to, int width) {
    Columns {
        if (width < 1) {
            throw new IllegalArgumentException("width is " + width + "; it must be at least 1");
        }
        if (from >= to) {
            throw new IllegalArgumentException(
                    "the range from " + from + " to " + to + " is empty");
        }
        if (to - from < 0) {
            throw new IllegalArgumentException(
                    "the range from " + from + " to " + to + " is longer than a long can hold");
        }
    }

    /** The first time of a column; of the column after the last, the end of the range. */
    long start(int column) {
        long span = to - from;
        long whole = span / width * column;
        long rest = span % width * column;
        return from + whole + Math.ceilDiv(rest, (long) width);
    }

    /**
     * The column of a time.
     *
     * @throws IllegalArgumentException if it is outside of the range
     */
    int of(long time) {
        if (time < from || time >= to) {
            throw new IllegalArgumentException(
                    "time " + time + " is outside of the range from " + from + " to " + to);
        }
        double guess = (double) (time - from) / (to - from) * width;
        int column = Math.clamp((long) guess, 0, width - 1);
        while (start(column) > time) {
            column--;
        }
        while (start(column + 1) <= time) {
            column++;
        }
        return column;
    }
}
