package io.sluice.downsampling;

/** The column in which a stream of points in order is. */
final class ColumnCursor {
    private final Columns columns;
    private final InputCheck input = new InputCheck();
    private long start;
    private long end;

    ColumnCursor(long from, long to, int width) {
        columns = new Columns(from, to, width);
        start = from;
        end = from;
    }

    /** The first time of the column. */
    long start() {
        return start;
    }

    /**
     * Goes on to a point.
     *
     * @return whether it is in another column than the point before, or is the first one
     */
    boolean advance(long time, double value) {
        input.check(time, value);
        if (time < end && time >= start) {
            return false;
        }
        int column = columns.of(time);
        start = columns.start(column);
        end = columns.start(column + 1);
        return true;
    }
}
