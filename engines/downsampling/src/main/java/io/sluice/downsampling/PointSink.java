package io.sluice.downsampling;

/** Takes points, one after the other. */
@FunctionalInterface
public interface PointSink {
    /**
     * Takes a point.
     *
     * @param time in the unit of the series, never before the point that came last
     */
    void point(long time, double value);
}
