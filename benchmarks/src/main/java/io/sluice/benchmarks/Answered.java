package io.sluice.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * How a question was answered.
 *
 * @param nanos from asking until the whole answer was there
 * @param sum of the values in it
 * @param failure why there is no answer, or null
 */
record Answered(long nanos, long rows, double sum, @Nullable String failure) {
    private static final double ROUNDING = 1e-9;

    boolean isSame(Answered other) {
        return rows == other.rows
                && Math.abs(sum - other.sum) <= ROUNDING * Math.max(1, Math.abs(sum));
    }
}
