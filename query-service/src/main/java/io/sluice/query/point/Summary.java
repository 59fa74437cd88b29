package io.sluice.query.point;

import io.sluice.query.tier.Aggregation;

/**
 * The readings of one group of series in one bucket, summed up. What was not asked for is NaN.
 *
 * @param group the number of the group
 * @param start where the bucket begins: microseconds since 1970
 * @param rows how many rows of its tier were read for it
 * @param count how many readings, at least 1
 * @param sum of the readings with an absolute value below 1e290
 * @param extremeSum of the others, scaled down by 1e20
 * @param deviation that of a sample
 * @param firstAt the time of the first reading: microseconds since 1970
 */
public record Summary(
        int group,
        long start,
        long rows,
        long count,
        double sum,
        double extremeSum,
        double min,
        double max,
        double deviation,
        double first,
        double last,
        long firstAt,
        long lastAt,
        double p50,
        double p90,
        double p99) {
    private static final double EXTREME_SCALE = 1e20;
    private static final double MICROS_PER_SECOND = 1e6;

    /** An aggregate of the readings; NaN or infinite where it is no number. */
    public double value(Aggregation aggregation) {
        return switch (aggregation) {
            case AVG -> mean();
            case MIN -> min;
            case MAX -> max;
            case SUM -> sum + extremeSum * EXTREME_SCALE;
            case COUNT -> count;
            case FIRST -> first;
            case LAST -> last;
            case STDDEV -> deviation;
            case P50 -> p50;
            case P90 -> p90;
            case P99 -> p99;
            case RANGE -> max - min;
            case RATE ->
                    lastAt == firstAt
                            ? Double.NaN
                            : (last - first) / ((lastAt - firstAt) / MICROS_PER_SECOND);
        };
    }

    private double mean() {
        return Math.clamp(sum / count + extremeSum / count * EXTREME_SCALE, min, max);
    }
}
