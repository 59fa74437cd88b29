package io.sluice.query.analysis;

import io.sluice.query.point.TimeRange;

/**
 * Which readings are unusual.
 *
 * @param threshold from which score on, in deviations from the centre
 * @param baseline the range that centre and deviation are those of
 */
record Anomalies(Method method, double threshold, TimeRange baseline) {
    /** What centre and deviation are. */
    enum Method {
        /** The mean and the deviation of a sample. */
        ZSCORE,
        /**
         * The median, and the median distance from it, by 0.6745 so that it is like a deviation.
         * Where more than half of the readings are alike it is 0: then it is the mean distance, by
         * 0.7979. Source: B. Iglewicz and D. Hoaglin, How to Detect and Handle Outliers, 1993.
         */
        MAD
    }
}
