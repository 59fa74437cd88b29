package io.sluice.query.analysis;

import io.sluice.query.answer.AnswerResponse;
import io.sluice.query.problem.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How values are distributed, and how those of two series go together. */
@RestController
@RequestMapping("/api/v1/analysis")
class DistributionController {
    private final Selections selections;
    private final PostgresCorrelation correlation;
    private final PostgresHistogram histogram;
    private final AnswerResponse responses;

    DistributionController(
            Selections selections,
            PostgresCorrelation correlation,
            PostgresHistogram histogram,
            AnswerResponse responses) {
        this.selections = selections;
        this.correlation = correlation;
        this.histogram = histogram;
        this.responses = responses;
    }

    @GetMapping("/correlation")
    void correlation(HttpServletRequest request, HttpServletResponse response) {
        Parameters parameters = new Parameters(request.getParameterMap());
        Step step = Step.parse(parameters.text("resolution").orElse("hourly"));
        responses.write(
                correlation.correlation(
                        selections.named(parameters, "a"), selections.named(parameters, "b"), step),
                request,
                response);
    }

    @GetMapping("/histogram")
    void histogram(HttpServletRequest request, HttpServletResponse response) {
        Parameters parameters = new Parameters(request.getParameterMap());
        Bins bins =
                new Bins(
                        parameters.integer("bins", 1, Bins.MOST, ErrorCode.INVALID_BINS),
                        parameters.number(
                                "width",
                                Double.MIN_NORMAL,
                                Double.MAX_VALUE,
                                ErrorCode.INVALID_BINS),
                        limit(parameters, "min"),
                        limit(parameters, "max"));
        responses.write(
                histogram.histogram(selections.grouped(parameters), bins), request, response);
    }

    private static Optional<Double> limit(Parameters parameters, String name) {
        return parameters.number(name, -Double.MAX_VALUE, Double.MAX_VALUE, ErrorCode.INVALID_BINS);
    }
}
