package io.sluice.slicing;

/**
 * The aggregate functions that come with the library. Where two values compare equal but for the
 * sign of a zero, -0.0 is less than 0.0.
 */
public final class Aggregations {
    private Aggregations() {}

    /**
     * The sum of values, compensated: right to the last digits also where large values cancel, and
     * exact for integers. A partial sum beyond the range of a double is infinite, and stays so
     * whatever is added.
     */
    public static FixedAggregation sum() {
        return new Sum();
    }

    /** The number of tuples. */
    public static FixedAggregation count() {
        return new Count();
    }

    /** The least value. */
    public static FixedAggregation minimum() {
        return new Minimum();
    }

    /** The greatest value. */
    public static FixedAggregation maximum() {
        return new Maximum();
    }

    /** The mean of values: {@link #sum} by {@link #count}, infinite if the sum is. */
    public static FixedAggregation average() {
        return new Average();
    }

    /**
     * The standard deviation of a sample: the root of the sum of squared differences to the mean,
     * by the number of tuples less 1. It is 0 for one tuple, and infinite if that sum is beyond the
     * range of a double.
     */
    public static FixedAggregation standardDeviation() {
        return new StandardDeviation();
    }

    /** The value of the earliest tuple; of several with one time, of that which arrived first. */
    public static FixedAggregation first() {
        return new First();
    }

    /** The value of the latest tuple; of several with one time, of that which arrived last. */
    public static FixedAggregation last() {
        return new Last();
    }
}
