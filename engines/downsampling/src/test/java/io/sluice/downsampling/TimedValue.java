package io.sluice.downsampling;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A point, as tests compare it. */
record TimedValue(long time, double value) {
    /** What a downsampling makes of points. */
    static List<TimedValue> through(
            Function<PointSink, Downsampling> downsampling, List<TimedValue> points) {
        List<TimedValue> kept = new ArrayList<>();
        Downsampling under =
                downsampling.apply((time, value) -> kept.add(new TimedValue(time, value)));
        points.forEach(point -> under.add(point.time(), point.value()));
        under.end();
        return kept;
    }
}
