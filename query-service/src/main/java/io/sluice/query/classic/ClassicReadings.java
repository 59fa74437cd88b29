package io.sluice.query.classic;

import io.sluice.query.point.Point;
import io.sluice.query.point.PointQuery;
import io.sluice.query.point.PointStore;
import io.sluice.query.point.TimeRange;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import io.sluice.query.series.Series;
import io.sluice.query.series.SeriesDirectory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Puts the readings of all series of a device together as the lab's rows: one for each time and
 * ordinal.
 */
@Component
final class ClassicReadings {
    private record Place(long time, int ordinal) {}

    private static final Comparator<Place> NEWEST_FIRST =
            Comparator.comparingLong(Place::time).thenComparingInt(Place::ordinal).reversed();

    private final SeriesDirectory directory;
    private final PointStore store;

    ClassicReadings(SeriesDirectory directory, PointStore store) {
        this.directory = directory;
        this.store = store;
    }

    /**
     * {@code {"device_id": 1, "count": 2, "readings": [{"reading_id": …, "timestamp": "…",
     * "temperature": 22.5, …}]}}.
     *
     * @throws QueryException {@code no_readings}
     */
    Map<String, Object> newest(String device, int limit) {
        TreeMap<Place, Map<String, Object>> rows = new TreeMap<>(NEWEST_FIRST);
        for (Series series : directory.ofDevice(device)) {
            PointQuery query =
                    new PointQuery(series.id(), TimeRange.ALL, PointQuery.Order.DESC, null, limit);
            for (Point point : store.points(query)) {
                rows.computeIfAbsent(new Place(point.time(), point.ordinal()), ClassicReadings::row)
                        .put(series.metric(), point.value());
            }
        }
        if (rows.isEmpty()) {
            throw new QueryException(
                    ErrorCode.NO_READINGS, "No readings found for device " + device);
        }
        List<Map<String, Object>> newest = rows.values().stream().limit(limit).toList();
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("device_id", ClassicId.shown(device));
        response.put("count", newest.size());
        response.put("readings", newest);
        return response;
    }

    private static Map<String, Object> row(Place place) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("reading_id", place.time() + place.ordinal());
        row.put("timestamp", Instant.EPOCH.plus(place.time(), ChronoUnit.MICROS));
        return row;
    }
}
