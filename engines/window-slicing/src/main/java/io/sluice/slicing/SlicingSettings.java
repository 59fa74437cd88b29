package io.sluice.slicing;

/**
 * How an operator takes its stream.
 *
 * @param order of the stream
 * @param allowedLateness how far behind the watermark a tuple is still taken, in the unit of time;
 *     0 or more, and 0 for a stream in order
 * @param origin the earliest time of the stream. Windows that start before it are not given out,
 *     tuples before it are refused. From {@link SlicingOperator#EARLIEST_TIME}
 * @param store how aggregates of many slices are had
 * @param maximumSlices how many slices are held at most for each measure, at least 1; an edge that
 *     a punctuation or a window of the user's sets may make one more
 * @param maximumTuples how many tuples are held at most, at least 1
 */
public record SlicingSettings(
        StreamOrder order,
        long allowedLateness,
        long origin,
        AggregateStoreKind store,
        int maximumSlices,
        int maximumTuples) {
    private static final int MANY = 10_000_000;

    /**
     * @throws SlicingException {@link SlicingProblem#SETTING_OUT_OF_RANGE}
     */
    public SlicingSettings {
        SlicingProblem.SETTING_OUT_OF_RANGE.unless(
                allowedLateness >= 0 && allowedLateness <= SlicingOperator.LONGEST,
                "allowedLateness",
                allowedLateness);
        SlicingProblem.SETTING_OUT_OF_RANGE.unless(
                order == StreamOrder.OUT_OF_ORDER || allowedLateness == 0,
                "allowedLateness of a stream in order",
                allowedLateness);
        SlicingProblem.SETTING_OUT_OF_RANGE.unless(
                origin >= SlicingOperator.EARLIEST_TIME && origin <= SlicingOperator.LATEST_TIME,
                "origin",
                origin);
        SlicingProblem.SETTING_OUT_OF_RANGE.unless(
                maximumSlices >= 1, "maximumSlices", maximumSlices);
        SlicingProblem.SETTING_OUT_OF_RANGE.unless(
                maximumTuples >= 1, "maximumTuples", maximumTuples);
    }

    /** A stream in order that starts at 0 or later. */
    public static SlicingSettings inOrder() {
        return new SlicingSettings(
                StreamOrder.IN_ORDER, 0, 0, AggregateStoreKind.AUTOMATIC, MANY, MANY);
    }

    /**
     * A stream out of order that starts at 0 or later.
     *
     * @param allowedLateness how far behind the watermark a tuple is still taken
     */
    public static SlicingSettings outOfOrder(long allowedLateness) {
        return new SlicingSettings(
                StreamOrder.OUT_OF_ORDER,
                allowedLateness,
                0,
                AggregateStoreKind.AUTOMATIC,
                MANY,
                MANY);
    }

    /** The same with another store. */
    public SlicingSettings with(AggregateStoreKind other) {
        return new SlicingSettings(
                order, allowedLateness, origin, other, maximumSlices, maximumTuples);
    }

    /** The same for a stream that starts elsewhere. */
    public SlicingSettings startingAt(long other) {
        return new SlicingSettings(
                order, allowedLateness, other, store, maximumSlices, maximumTuples);
    }

    /** The same with other bounds of what is held. */
    public SlicingSettings holdingAtMost(int slices, int tuples) {
        return new SlicingSettings(order, allowedLateness, origin, store, slices, tuples);
    }
}
