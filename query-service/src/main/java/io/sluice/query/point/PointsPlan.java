package io.sluice.query.point;

import io.sluice.query.series.Series;
import io.sluice.query.tier.Aggregation;
import io.sluice.query.tier.Bucket;
import io.sluice.query.tier.Tier;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a question about points is answered.
 *
 * @param range the range that is read
 * @param bucket null for the readings themselves
 * @param mostRows the most rows of the answer
 * @param pendingHours how many hours of the range rollups do not tell of in full yet
 */
record PointsPlan(
        Series series,
        PointsQuestion question,
        TimeRange range,
        Tier tier,
        @Nullable Bucket bucket,
        int mostRows,
        long pendingHours,
        Completeness completeness,
        Optional<String> version) {
    /** What is shown before the points. */
    Map<String, Object> head() {
        Map<String, Object> head = new LinkedHashMap<>(ofSeries(series));
        head.put("from", range.from());
        head.put("to", range.to());
        if (question.isZoned()) {
            head.put("zone", question.zone().getId());
        }
        head.put("tier", tier.text());
        if (bucket != null) {
            head.put("bucket", bucket.text());
            head.put(
                    "aggregate",
                    question.aggregations().stream()
                            .map(Aggregation::text)
                            .collect(Collectors.joining(",")));
            if (question.fill() != Fill.NONE) {
                head.put("fill", question.fill().name().toLowerCase(Locale.ROOT));
            }
        }
        if (tier != Tier.RAW && pendingHours > 0) {
            head.put("pending_hours", pendingHours);
        }
        Thinning thinning = question.thinning();
        if (thinning != null) {
            head.put("downsample", thinning.text());
        }
        return head;
    }

    static Map<String, Object> ofSeries(Series series) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("device_id", series.deviceId());
        head.put("metric", series.metric());
        String unit = series.unit();
        if (unit != null) {
            head.put("unit", unit);
        }
        return head;
    }

    /**
     * What is shown after the points.
     *
     * @param found how many readings were found in the range, if all of it was read
     * @param next where to go on if the answer was cut, or null
     */
    Map<String, Object> tail(long rowsRead, long found, @Nullable String next) {
        Map<String, Object> tail = new LinkedHashMap<>();
        tail.put("rows_read", rowsRead);
        if (question.filter().calendar().isAlways()) {
            boolean isAll = next == null && question.after() == null;
            completeness
                    .of(isAll ? found : completeness.stock())
                    .ifPresent(share -> tail.put("completeness", share));
        }
        tail.put("cut", next != null);
        if (next != null) {
            tail.put("next", next);
        }
        return tail;
    }
}
