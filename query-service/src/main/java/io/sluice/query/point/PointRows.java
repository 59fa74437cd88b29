package io.sluice.query.point;

/** Takes readings, one after the other. */
@FunctionalInterface
public interface PointRows {
    void take(long time, int ordinal, double value, int quality);
}
