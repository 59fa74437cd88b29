package io.sluice.query.analysis;

/**
 * The average that moves by a share of the distance to each new value. It begins with the first.
 */
final class ExponentialAverage implements MovingAverage {
    private final double alpha;
    private double average = Double.NaN;

    ExponentialAverage(double alpha) {
        this.alpha = alpha;
    }

    @Override
    public double at(long time, double value) {
        average = Double.isNaN(average) ? value : alpha * value + (1 - alpha) * average;
        return average;
    }
}
