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

    /** The earliest tuple with the least value. */
    public static ObjectAggregation<?, TimedValue> argMinimum() {
        return new ArgumentOfExtreme(false);
    }

    /** The earliest tuple with the greatest value. */
    public static ObjectAggregation<?, TimedValue> argMaximum() {
        return new ArgumentOfExtreme(true);
    }

    /** First, last, least and greatest tuple, for drawing a line without loss. */
    public static ObjectAggregation<?, M4Result> m4() {
        return new M4();
    }

    /** The value in the middle, or the mean of both in the middle: {@code quantile(0.5)}. */
    public static ObjectAggregation<?, Double> median() {
        return quantile(0.5);
    }

    /**
     * The value at a rank, exactly, by linear interpolation between the closest ranks (definition 7
     * of Hyndman and Fan, 1996). All quantiles of one window share their partial aggregates, which
     * have all values in order, equal ones once: 16 bytes for each different value.
     *
     * @param rank from 0, the least value, to 1, the greatest
     * @throws SlicingException {@link SlicingProblem#AGGREGATION_OUT_OF_RANGE}
     */
    public static ObjectAggregation<?, Double> quantile(double rank) {
        return new Quantile(rank);
    }

    /**
     * The value at about a rank, from at most 11 kilobytes however many tuples there are: a
     * t-digest (T. Dunning and O. Ertl, "Computing Extremely Accurate Quantiles Using t-Digests",
     * 2019) with a compression of 200. All approximate quantiles of one window share it. The same
     * tuples in the same slices always give the same result.
     *
     * <p>Of up to 512 tuples the result is exact, as {@link #quantile}. Of more there is no
     * guarantee. Measured with a thousand to a million values that are uniform, normal, lognormal
     * or sorted, added in one or combined from up to 20000 parts: the rank of the result was at
     * most 0.005 off, and 0.0003 for ranks up to 0.01 or from 0.99. Where many values are equal, it
     * may also lie between the right value and the next different one, so that its rank is some
     * hundredths off. Magnitudes below 1e-280 lose digits.
     *
     * @param rank from 0, the least value, to 1, the greatest
     * @throws SlicingException {@link SlicingProblem#AGGREGATION_OUT_OF_RANGE}
     */
    public static ObjectAggregation<?, Double> approximateQuantile(double rank) {
        return new ApproximateQuantile(rank);
    }
}
