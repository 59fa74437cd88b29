package io.sluice.query.point;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import io.sluice.query.series.Series;
import io.sluice.query.series.SeriesDirectory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Readings by series. */
@RestController
@RequestMapping("/api/v1/devices/{device}")
class PointController {
    private static final int MOST_SHOWN = 100_000;

    private final SeriesDirectory directory;
    private final PointStore store;

    PointController(SeriesDirectory directory, PointStore store) {
        this.directory = directory;
        this.store = store;
    }

    @GetMapping("/series/{metric}/points")
    PointResponse.Page points(
            @PathVariable String device,
            @PathVariable String metric,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = "1000") int limit,
            @RequestParam(defaultValue = "asc") String order,
            @RequestParam(required = false) @Nullable String cursor) {
        TimeRange range =
                new TimeRange(
                        TimeParameter.parse("from", from, TimeRange.ALL.from()),
                        TimeParameter.parse("to", to, TimeRange.ALL.to()));
        PointPlace after = cursor == null ? null : PointPlace.parse(cursor);
        if (limit < 1 || limit > MOST_SHOWN) {
            throw new QueryException(
                    ErrorCode.INVALID_LIMIT, "limit " + limit + " is not in 1 to " + MOST_SHOWN);
        }
        Series series = directory.of(device, metric);
        List<Point> points =
                store.points(new PointQuery(series.id(), range, order(order), after, limit + 1));
        boolean more = points.size() > limit;
        List<Point> shown = more ? points.subList(0, limit) : points;
        return new PointResponse.Page(
                series.deviceId(),
                series.metric(),
                series.unit(),
                shown.stream().map(PointResponse::of).toList(),
                more ? PointPlace.of(shown.getLast()).toCursor() : null);
    }

    @GetMapping("/series/{metric}/latest")
    PointResponse.Latest latest(@PathVariable String device, @PathVariable String metric) {
        Series series = directory.of(device, metric);
        return store.latest(series.id())
                .map(point -> PointResponse.Latest.of(series, point))
                .orElseThrow(
                        () -> noReadings("metric '" + metric + "' of device '" + device + "'"));
    }

    @GetMapping("/latest")
    PointResponse.LatestOfDevice latestOfAll(@PathVariable String device) {
        List<PointResponse.Latest> latest = new ArrayList<>();
        for (Series series : directory.ofDevice(device)) {
            store.latest(series.id())
                    .map(point -> PointResponse.Latest.of(series, point))
                    .ifPresent(latest::add);
        }
        if (latest.isEmpty()) {
            throw noReadings("a device '" + device + "'");
        }
        return new PointResponse.LatestOfDevice(device, latest);
    }

    private static QueryException noReadings(String of) {
        return new QueryException(ErrorCode.NO_READINGS, "there are no readings of " + of);
    }

    private static PointQuery.Order order(String text) {
        return switch (text) {
            case "asc" -> PointQuery.Order.ASC;
            case "desc" -> PointQuery.Order.DESC;
            default ->
                    throw new QueryException(
                            ErrorCode.INVALID_ORDER,
                            "order '" + text + "' is neither asc nor desc");
        };
    }
}
