package io.sluice.query.point;

import io.sluice.query.series.Series;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reading as it is shown.
 *
 * @param ordinal its place among the readings at this time; left out for the first
 * @param quality what to know before trusting it; left out for a good reading
 */
record PointResponse(
        Instant time, double value, @Nullable Integer ordinal, @Nullable List<String> quality) {
    /** The latest reading of a series. */
    record Latest(String deviceId, String metric, @Nullable String unit, PointResponse point) {
        static Latest of(Series series, Point point) {
            return new Latest(
                    series.deviceId(), series.metric(), series.unit(), PointResponse.of(point));
        }
    }

    /** The latest readings of a device; series without any are left out. */
    record LatestOfDevice(String deviceId, List<Latest> latest) {}

    static PointResponse of(Point point) {
        return new PointResponse(
                Instant.EPOCH.plus(point.time(), ChronoUnit.MICROS),
                point.value(),
                point.ordinal() == 0 ? null : point.ordinal(),
                point.quality() == 0 ? null : ReadingRow.names(point.quality()));
    }
}
