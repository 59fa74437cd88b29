package io.sluice.downsampling;

/**
 * Thins out one series as it comes: points are added in the order of time, and those that are kept
 * go to a {@link PointSink} as soon as they are known.
 */
public interface Downsampling {
    /**
     * Adds a point.
     *
     * @param time in any unit, not before the point that was added last
     * @param value finite
     * @throws IllegalArgumentException if the time goes back, or the value is not finite
     */
    void add(long time, double value);

    /** There are no more points. What is left goes to the sink. */
    void end();
}
