package io.sluice.slicing;

/**
 * The place of a quantile among sorted values: between the value of a rank, from 0, and the next.
 * This is linear interpolation between the closest ranks: definition 7 of R. J. Hyndman and Y. Fan,
 * "Sample Quantiles in Statistical Packages", 1996.
 */
record FractionalRank(long below, double fraction) {
    /** A rank from 0 to 1, without the sign of a zero. */
    static double checked(double rank) {
        if (rank >= 0 && rank <= 1) {
            return rank + 0.0;
        }
        throw SlicingProblem.AGGREGATION_OUT_OF_RANGE.with(
                "the rank of a quantile is " + rank + "; it must be from 0 to 1");
    }

    static FractionalRank of(double rank, long count) {
        double place = rank * (count - 1);
        long below = (long) place;
        return new FractionalRank(below, place - below);
    }

    /** The value at this place, from the one at the rank below and the next. */
    double between(double lower, double upper) {
        double difference = upper - lower;
        if (fraction == 0 || difference == 0) {
            return lower;
        }
        if (Double.isInfinite(difference)) {
            return lower * (1 - fraction) + upper * fraction;
        }
        // From the closer end, so that the result is never outside of both.
        return fraction < 0.5 ? lower + difference * fraction : upper - difference * (1 - fraction);
    }
}
