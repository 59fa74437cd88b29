package io.sluice.query.point;

import io.sluice.query.answer.AnswerResponse;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import io.sluice.query.series.Series;
import io.sluice.query.series.SeriesDirectory;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final SeriesDirectory directory;
    private final PointStore store;
    private final SeriesPoints points;
    private final AnswerResponse answers;

    PointController(
            SeriesDirectory directory,
            PointStore store,
            SeriesPoints points,
            AnswerResponse answers) {
        this.directory = directory;
        this.store = store;
        this.points = points;
        this.answers = answers;
    }

    @GetMapping("/series/{metric}/points")
    void points(
            @PathVariable String device,
            @PathVariable String metric,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response) {
        PointsRequest asked = new PointsRequest(parameters);
        PointsQuestion question = asked.question(limit);
        Series series = directory.of(device, metric);
        answers.write(
                asked.isOfPages() ? points.page(series, question) : points.answer(series, question),
                request,
                response);
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
}
