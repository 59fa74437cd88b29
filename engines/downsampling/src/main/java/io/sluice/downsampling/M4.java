package io.sluice.downsampling;

/**
 * Keeps the first, the last, the least and the greatest point of each pixel column. A line chart of
 * {@code width} pixels that is drawn from them is the same, pixel for pixel, as one of all points.
 *
 * <p>Up to four points of each column come in the order of time, none of them twice; of equal
 * extremes the earliest is kept, and columns without points give none. A column is sent when the
 * first point after it comes. Memory is that of one column, and adding a point allocates nothing.
 */
public final class M4 implements Downsampling {
    // Uwe Jugel, Zbigniew Jerzak, Gregor Hackenbroich, Volker Markl: M4: A Visualization-Oriented
    // Time Series Data Aggregation. PVLDB 7(10), 2014. The column of a time is computed as there,
    // with the end of the range excluded.
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
    public M4(long from, long to, int width, PointSink sink) {
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
        points.sendAll(sink);
        points.clear();
    }
}
