package io.sluice.query.classic;

import io.sluice.query.point.TimeParameter;
import io.sluice.query.point.TimeRange;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The lab's paths for reading: its clients work here unchanged. */
@RestController
class ClassicController {
    private static final int MOST_SHOWN = 10_000;

    private final ClassicReadings readings;
    private final ClassicStatistics statistics;

    ClassicController(ClassicReadings readings, ClassicStatistics statistics) {
        this.readings = readings;
        this.statistics = statistics;
    }

    /** The newest readings of a device: one entry for each time, with all metrics of that time. */
    @GetMapping("/api/readings/{device}")
    Map<String, Object> readings(
            @PathVariable String device, @RequestParam(defaultValue = "10") int limit) {
        if (limit < 1 || limit > MOST_SHOWN) {
            throw new QueryException(
                    ErrorCode.INVALID_LIMIT, "limit " + limit + " is not in 1 to " + MOST_SHOWN);
        }
        return readings.newest(device, limit);
    }

    /** Statistics of a device, of all its readings or by hour or day. */
    @GetMapping("/api/stats/{device}")
    Map<String, Object> statistics(
            @PathVariable String device,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        return statistics.of(
                device,
                ClassicPeriod.parse(period),
                new TimeRange(
                        TimeParameter.parse("from", from, TimeRange.ALL.from()),
                        TimeParameter.parse("to", to, TimeRange.ALL.to())));
    }
}
