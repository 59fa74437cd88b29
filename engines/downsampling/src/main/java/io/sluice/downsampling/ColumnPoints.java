package io.sluice.downsampling;

/** First, last, least and greatest of the points of one column, which come in order. */
final class ColumnPoints {
    private final PlacedPoint first = new PlacedPoint();
    private final PlacedPoint last = new PlacedPoint();
    private final PlacedPoint min = new PlacedPoint();
    private final PlacedPoint max = new PlacedPoint();
    private long count;

    void add(long time, double value) {
        if (count == 0) {
            first.set(0, time, value);
            min.set(0, time, value);
            max.set(0, time, value);
        } else if (value < min.value()) {
            min.set(count, time, value);
        } else if (value > max.value()) {
            max.set(count, time, value);
        }
        last.set(count, time, value);
        count++;
    }

    void clear() {
        count = 0;
    }

    /** All four in order, each point once. */
    void sendAll(PointSink sink) {
        if (count == 0) {
            return;
        }
        first.sendTo(sink);
        PlacedPoint earlier = min.place() < max.place() ? min : max;
        PlacedPoint later = earlier == min ? max : min;
        if (isInside(earlier)) {
            earlier.sendTo(sink);
        }
        if (isInside(later) && later.place() != earlier.place()) {
            later.sendTo(sink);
        }
        if (count > 1) {
            last.sendTo(sink);
        }
    }

    /** The least and the greatest in order, once if they are one point. */
    void sendExtremes(PointSink sink) {
        if (count == 0) {
            return;
        }
        PlacedPoint earlier = min.place() < max.place() ? min : max;
        PlacedPoint later = earlier == min ? max : min;
        earlier.sendTo(sink);
        if (later.place() != earlier.place()) {
            later.sendTo(sink);
        }
    }

    private boolean isInside(PlacedPoint point) {
        return point.place() > 0 && point.place() < count - 1;
    }
}
