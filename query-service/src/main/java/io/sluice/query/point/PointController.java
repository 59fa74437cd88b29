package io.sluice.query.point;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import io.sluice.query.series.Series;
import io.sluice.query.series.SeriesDirectory;
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
        return latest(directory.of(device, metric));
    }

    @GetMapping("/latest")
    PointResponse.LatestOfDevice latestOfAll(@PathVariable String device) {
        return new PointResponse.LatestOfDevice(
                device, directory.ofDevice(device).stream().map(this::latest).toList());
    }

    private PointResponse.Latest latest(Series series) {
        return PointResponse.Latest.of(series, store.latest(series.id()).orElse(null));
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
