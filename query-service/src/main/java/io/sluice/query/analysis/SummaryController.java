package io.sluice.query.analysis;

import io.sluice.query.answer.Answer;
import io.sluice.query.answer.AnswerResponse;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Readings summed up. */
@RestController
@RequestMapping("/api/v1/analysis")
class SummaryController {
    private static final int MOST_OF_TOP = 10_000;

    private final Selections selections;
    private final PostgresAggregates aggregates;
    private final PostgresPatterns patterns;
    private final AnswerResponse responses;

    SummaryController(
            Selections selections,
            PostgresAggregates aggregates,
            PostgresPatterns patterns,
            AnswerResponse responses) {
        this.selections = selections;
        this.aggregates = aggregates;
        this.patterns = patterns;
        this.responses = responses;
    }

    @GetMapping("/aggregate")
    void aggregate(HttpServletRequest request, HttpServletResponse response) {
        Parameters parameters = new Parameters(request.getParameterMap());
        List<Measure> measures = measures(parameters);
        Optional<Step> step = parameters.text("resolution").map(Step::parse);
        Optional<Integer> top = top(parameters);
        if (top.isPresent() && step.isEmpty()) {
            throw new QueryException(
                    ErrorCode.CONFLICTING_PARAMETERS, "top chooses buckets: it needs resolution");
        }
        Selection selection = selections.grouped(parameters);
        Answer answer =
                step.isPresent()
                        ? aggregates.byBucket(selection, step.get(), measures, top)
                        : aggregates.whole(selection, measures);
        responses.write(answer, request, response);
    }

    @GetMapping("/changes")
    void changes(HttpServletRequest request, HttpServletResponse response) {
        Parameters parameters = new Parameters(request.getParameterMap());
        Step step = Step.parse(parameters.text("resolution").orElse("hourly"));
        Measure measure = measure(parameters);
        responses.write(
                aggregates.changes(selections.grouped(parameters), step, measure),
                request,
                response);
    }

    @GetMapping("/pattern")
    void pattern(HttpServletRequest request, HttpServletResponse response) {
        Parameters parameters = new Parameters(request.getParameterMap());
        Pattern pattern =
                parameters
                        .choice("by", Pattern.class, ErrorCode.INVALID_RESOLUTION)
                        .orElse(Pattern.HOUR);
        Measure measure = measure(parameters);
        Optional<Measure> then =
                parameters.choice("then", Measure.class, ErrorCode.INVALID_AGGREGATE);
        Optional<Integer> top = top(parameters);
        if (top.isPresent() && then.isPresent()) {
            throw new QueryException(
                    ErrorCode.CONFLICTING_PARAMETERS,
                    "top shows some buckets, then sums up all of them");
        }
        Selection selection = selections.grouped(parameters);
        Answer answer =
                then.map(second -> patterns.summedUp(selection, pattern, measure, second))
                        .orElseGet(() -> patterns.pattern(selection, pattern, measure, top));
        responses.write(answer, request, response);
    }

    private static Measure measure(Parameters parameters) {
        return parameters
                .choice("aggregate", Measure.class, ErrorCode.INVALID_AGGREGATE)
                .orElse(Measure.AVG);
    }

    private static List<Measure> measures(Parameters parameters) {
        return parameters
                .text("aggregate")
                .map(text ->
                        Stream.of(text.split(",", -1))
                                .map(one ->
                                        Parameters.choice(
                                                "aggregate",
                                                one,
                                                Measure.class,
                                                ErrorCode.INVALID_AGGREGATE))
                                .distinct()
                                .toList())
                .orElse(List.of(Measure.values()));
    }

    private static Optional<Integer> top(Parameters parameters) {
        return parameters.integer("top", 1, MOST_OF_TOP, ErrorCode.INVALID_LIMIT);
    }
}
