package io.sluice.downsampling;

/**
 * Gives the mean of the points of each pixel column, at the time at which the column begins. It is
 * smooth and hides what is extreme. Columns without points give none.
 */
public final class MeanPerColumn implements Downsampling {
    /** Values from here on are summed apart and scaled down, so that no sum is infinite. */
    private static final double EXTREME = 1e290;

    private static final double SCALE = 1e20;

    private final ColumnCursor cursor;
    private final PointSink sink;
    private long start;
    private long count;
    private double sum;
    private double extremeSum;
    private double min;
    private double max;

    /**
     * Begins a series.
     *
     * @param from the first time of the range, in the unit of the series
     * @param to the first time after the range
     * @param width how many pixel columns the range has, at least 1
     * @throws IllegalArgumentException if the range is empty or the width is less than 1
     */
    public MeanPerColumn(long from, long to, int width, PointSink sink) {
        this.cursor = new ColumnCursor(from, to, width);
        this.sink = sink;
        clear();
    }

    /**
     * Adds a point.
     *
     * @throws IllegalArgumentException also if the time is outside of the range
     */
    @Override
    public void add(long time, double value) {
        if (cursor.advance(time, value)) {
            end();
            start = cursor.start();
        }
        if (Math.abs(value) < EXTREME) {
            sum += value;
        } else {
            extremeSum += value / SCALE;
        }
        min = Math.min(min, value);
        max = Math.max(max, value);
        count++;
    }

    @Override
    public void end() {
        if (count > 0) {
            double mean = sum / count + extremeSum / count * SCALE;
            sink.point(start, Math.clamp(mean, min, max));
        }
        clear();
    }

    private void clear() {
        count = 0;
        sum = 0;
        extremeSum = 0;
        min = Double.POSITIVE_INFINITY;
        max = Double.NEGATIVE_INFINITY;
    }
}
