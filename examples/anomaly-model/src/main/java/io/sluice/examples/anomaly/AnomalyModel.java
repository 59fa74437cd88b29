package io.sluice.examples.anomaly;

/**
 * A scorer of hourly readings: by how many standard deviations a reading is off the linear
 * prediction from the 23 before it.
 *
 * @param weights of the 23 readings before, from the oldest on
 * @param intercept of the prediction, in the unit of the readings
 * @param sigma the standard deviation of what the prediction is off by, in the same unit
 */
record AnomalyModel(double[] weights, double intercept, double sigma) {
    /** How many consecutive hours a window has; the last is the one that is scored. */
    static final int HOURS = 24;

    AnomalyModel {
        if (weights.length != HOURS - 1 || !(sigma > 0)) {
            throw new IllegalArgumentException(
                    weights.length + " weights and a deviation of " + sigma);
        }
    }

    /** The prediction of a window's last reading. */
    double prediction(double[] window) {
        double prediction = intercept;
        for (int hour = 0; hour < weights.length; hour++) {
            prediction += weights[hour] * window[hour];
        }
        return prediction;
    }

    double score(double[] window) {
        return Math.abs(window[HOURS - 1] - prediction(window)) / sigma;
    }
}
