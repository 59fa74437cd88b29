package io.sluice.downsampling;

/** A point and its place in the order of points. */
final class PlacedPoint {
    private long place;
    private long time;
    private double value;

    void set(long newPlace, long newTime, double newValue) {
        place = newPlace;
        time = newTime;
        value = newValue;
    }

    long place() {
        return place;
    }

    double value() {
        return value;
    }

    void sendTo(PointSink sink) {
        sink.point(time, value);
    }
}
