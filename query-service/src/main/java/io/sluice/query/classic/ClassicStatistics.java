package io.sluice.query.classic;

import io.sluice.query.point.Aggregate;
import io.sluice.query.point.PointStore;
import io.sluice.query.point.Resolution;
import io.sluice.query.point.TimeRange;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import io.sluice.query.series.Series;
import io.sluice.query.series.SeriesDirectory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The lab's statistics of a device. */
@Component
final class ClassicStatistics {
    private final SeriesDirectory directory;
    private final PointStore store;

    ClassicStatistics(SeriesDirectory directory, PointStore store) {
        this.directory = directory;
        this.store = store;
    }

    /**
     * {@code {"device_id": 1, "total_readings": 101, "first_reading": "…", "last_reading": "…",
     * "statistics": {"temperature": {"avg": 21.87, "min": 19.78, "max": 24.27}}}}, and for a period
     * also {@code "buckets"}.
     *
     * @throws QueryException {@code no_readings}, also if there are none in the range
     */
    Map<String, Object> of(String device, ClassicPeriod period, TimeRange range) {
        Map<Integer, String> metrics =
                directory.ofDevice(device).stream()
                        .collect(Collectors.toMap(Series::id, Series::metric));
        List<Aggregate> whole = store.aggregates(metrics.keySet(), range, Resolution.WHOLE);
        if (whole.isEmpty()) {
            throw new QueryException(ErrorCode.NO_READINGS, "No data for device " + device);
        }
        Instant first = instant(whole.stream().mapToLong(Aggregate::first).min().orElseThrow());
        Instant last = instant(whole.stream().mapToLong(Aggregate::last).max().orElseThrow());
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("device_id", ClassicId.shown(device));
        response.put("total_readings", store.places(metrics.keySet(), range));
        response.put("first_reading", first);
        response.put("last_reading", last);
        response.put("statistics", statistics(whole, metrics));
        if (period != ClassicPeriod.NONE) {
            response.put("period", period.name().toLowerCase(Locale.ROOT));
            response.put("buckets", buckets(metrics, period, shown(range, period, last)));
        }
        return response;
    }

    private static TimeRange shown(TimeRange range, ClassicPeriod period, Instant last) {
        if (!range.equals(TimeRange.ALL)) {
            return range;
        }
        return new TimeRange(last.minus(period.shown()), last.plus(1, ChronoUnit.MICROS));
    }

    private List<Map<String, Object>> buckets(
            Map<Integer, String> metrics, ClassicPeriod period, TimeRange range) {
        Map<Long, List<Aggregate>> byStart =
                store.aggregates(metrics.keySet(), range, period.resolution()).stream()
                        .collect(
                                Collectors.groupingBy(
                                        Aggregate::start, TreeMap::new, Collectors.toList()));
        List<Map<String, Object>> buckets = new ArrayList<>();
        byStart.forEach((start, aggregates) -> {
            Map<String, Object> bucket = new LinkedHashMap<>();
            bucket.put("start", instant(start));
            bucket.put(
                    "num_readings",
                    aggregates.stream().mapToLong(Aggregate::count).max().orElse(0));
            bucket.put("statistics", statistics(aggregates, metrics));
            buckets.add(bucket);
        });
        return buckets;
    }

    private static Map<String, Object> statistics(
            List<Aggregate> aggregates, Map<Integer, String> metrics) {
        Map<String, Object> statistics = new TreeMap<>();
        for (Aggregate aggregate : aggregates) {
            Map<String, Object> numbers = new LinkedHashMap<>();
            numbers.put("avg", rounded(aggregate.avg()));
            numbers.put("min", rounded(aggregate.min()));
            numbers.put("max", rounded(aggregate.max()));
            statistics.put(String.valueOf(metrics.get(aggregate.series())), numbers);
        }
        return statistics;
    }

    /** To two decimals, as the lab does. */
    private static double rounded(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).doubleValue();
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
