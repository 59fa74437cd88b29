package io.sluice.query.analysis;

import io.sluice.query.answer.AnswerResponse;
import io.sluice.query.point.TimeRange;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What needs the readings one by one. */
@RestController
@RequestMapping("/api/v1/analysis")
class ReadingAnalysisController {
    private static final double LEAST_THRESHOLD = 0.01;
    private static final double MOST_THRESHOLD = 1_000;
    private static final double LEAST_ALPHA = 1e-6;
    private static final int MOST_OF_WINDOW = 100_000;
    private static final Duration LEAST_DURATION = Duration.ofMillis(1);
    private static final Duration LONGEST_WINDOW = Duration.ofDays(366);
    private static final int MOST_INTERVALS = 1_000_000;

    private final Selections selections;
    private final PostgresAnomalies anomalies;
    private final PostgresAverages averages;
    private final PostgresQuality quality;
    private final AnswerResponse responses;

    ReadingAnalysisController(
            Selections selections,
            PostgresAnomalies anomalies,
            PostgresAverages averages,
            PostgresQuality quality,
            AnswerResponse responses) {
        this.selections = selections;
        this.anomalies = anomalies;
        this.averages = averages;
        this.quality = quality;
        this.responses = responses;
    }

    /** Which average moves. */
    enum Kind {
        SIMPLE,
        EXPONENTIAL
    }

    @GetMapping("/anomalies")
    void anomalies(HttpServletRequest request, HttpServletResponse response) {
        Parameters parameters = new Parameters(request.getParameterMap());
        Anomalies.Method method =
                parameters
                        .choice("method", Anomalies.Method.class, ErrorCode.INVALID_THRESHOLD)
                        .orElse(Anomalies.Method.ZSCORE);
        double threshold =
                parameters
                        .number(
                                "threshold",
                                LEAST_THRESHOLD,
                                MOST_THRESHOLD,
                                ErrorCode.INVALID_THRESHOLD)
                        .orElse(method == Anomalies.Method.ZSCORE ? 3.0 : 3.5);
        TimeRange baseline = Selections.range(parameters, "baseline_from", "baseline_to");
        Selection selection = selections.eachSeries(parameters);
        boolean hasBaseline = !baseline.equals(TimeRange.ALL);
        responses.write(
                anomalies.anomalies(
                        selection,
                        new Anomalies(
                                method, threshold, hasBaseline ? baseline : selection.range())),
                request,
                response);
    }

    @GetMapping("/moving-average")
    void movingAverage(HttpServletRequest request, HttpServletResponse response) {
        Parameters parameters = new Parameters(request.getParameterMap());
        Kind kind =
                parameters.choice("kind", Kind.class, ErrorCode.INVALID_WINDOW).orElse(Kind.SIMPLE);
        Window window = window(parameters, kind);
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("kind", Parameters.lowerCase(kind));
        switch (window) {
            case Window.Readings readings -> head.put("window", readings.count());
            case Window.Time time -> head.put("window", time.width());
            case Window.Exponential exponential -> head.put("alpha", exponential.alpha());
        }
        responses.write(
                averages.averages(selections.eachSeries(parameters), window, head),
                request,
                response);
    }

    private static Window window(Parameters parameters, Kind kind) {
        Optional<String> window = parameters.text("window");
        Optional<Double> alpha =
                parameters.number("alpha", LEAST_ALPHA, 1, ErrorCode.INVALID_WINDOW);
        boolean isTime = window.filter(text -> text.strip().startsWith("P")).isPresent();
        if (kind == Kind.SIMPLE && alpha.isPresent()) {
            throw new QueryException(
                    ErrorCode.CONFLICTING_PARAMETERS, "alpha is of the exponential average");
        }
        if (kind == Kind.SIMPLE && isTime) {
            return new Window.Time(
                    parameters
                            .duration(
                                    "window",
                                    LEAST_DURATION,
                                    LONGEST_WINDOW,
                                    ErrorCode.INVALID_WINDOW)
                            .orElse(LEAST_DURATION));
        }
        if (alpha.isPresent() && window.isPresent()) {
            throw new QueryException(
                    ErrorCode.CONFLICTING_PARAMETERS,
                    "alpha and window: one follows from the other, alpha = 2 / (window + 1)");
        }
        int count =
                parameters
                        .integer("window", 1, MOST_OF_WINDOW, ErrorCode.INVALID_WINDOW)
                        .orElse(10);
        return kind == Kind.SIMPLE
                ? new Window.Readings(count)
                : new Window.Exponential(alpha.orElse(2.0 / (count + 1)));
    }

    @GetMapping("/quality")
    void quality(HttpServletRequest request, HttpServletResponse response) {
        Parameters parameters = new Parameters(request.getParameterMap());
        Optional<Duration> interval = interval(parameters);
        int gaps = gapsOf(parameters);
        responses.write(
                quality.quality(allOfTheTime(parameters), interval, gaps), request, response);
    }

    @GetMapping("/gaps")
    void gaps(HttpServletRequest request, HttpServletResponse response) {
        Parameters parameters = new Parameters(request.getParameterMap());
        Optional<Duration> interval = interval(parameters);
        int gaps = gapsOf(parameters);
        responses.write(quality.gaps(allOfTheTime(parameters), interval, gaps), request, response);
    }

    private Selection allOfTheTime(Parameters parameters) {
        if (parameters.text("calendar").isPresent()) {
            throw new QueryException(
                    ErrorCode.CONFLICTING_PARAMETERS,
                    "calendar leaves out times, which would be gaps that are none");
        }
        return selections.eachSeries(parameters);
    }

    private static Optional<Duration> interval(Parameters parameters) {
        return parameters.duration(
                "interval", LEAST_DURATION, LONGEST_WINDOW, ErrorCode.INVALID_WINDOW);
    }

    private static int gapsOf(Parameters parameters) {
        return parameters.integer("gaps", 1, MOST_INTERVALS, ErrorCode.INVALID_LIMIT).orElse(3);
    }
}
