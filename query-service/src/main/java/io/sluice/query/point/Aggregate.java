package io.sluice.query.point;

/**
 * The readings of one series in one bucket of time, summed up.
 *
 * @param series the number of the series
 * @param start where the bucket begins: microseconds since 1970
 * @param count how many readings, at least 1
 * @param avg their mean, finite also where their sum is not
 * @param first the time of the earliest, microseconds since 1970
 * @param last the time of the latest
 */
public record Aggregate(
        int series,
        long start,
        long count,
        double avg,
        double min,
        double max,
        long first,
        long last) {}
