package io.sluice.downsampling;

/**
 * Keeps the least and the greatest point of each pixel column, in the order of time; one of them if
 * it is both. Of equal extremes the earliest is kept, and columns without points give none. Half of
 * what {@link M4} keeps; the lines between columns may be off.
 */
public final class MinMax implements Downsampling {
    private final ColumnCursor cursor;
    private final ColumnPoints points = new ColumnPoints();
    private final PointSink sink;

    /**
     * Begins a series.
     *
     * @param from the first time of the range, in the unit of the series
     * @param to the first time after the range
     * @param width how many pixel columns the range has, at least 1
     * @throws IllegalArgumentException if the range is empty or the width is less than 1
     */
    public MinMax(long from, long to, int width, PointSink sink) {
        this.cursor = new ColumnCursor(from, to, width);
        this.sink = sink;
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
        }
        points.add(time, value);
    }

    @Override
    public void end() {
        points.sendExtremes(sink);
        points.clear();
    }
}
