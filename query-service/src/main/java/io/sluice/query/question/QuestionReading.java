package io.sluice.query.question;

import io.sluice.problem.ProblemException;
import io.sluice.problem.RequestProblem;
import io.sluice.query.calendar.CalendarCondition;
import io.sluice.query.calendar.ZoneParameter;
import io.sluice.query.point.Fill;
import io.sluice.query.point.ReadingFilter;
import io.sluice.query.point.TimeParameter;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import io.sluice.query.tier.Aggregation;
import io.sluice.query.tier.AskedResolution;
import io.sluice.query.tier.QualityFilter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a question of a request, or says what is wrong with it. */
final class QuestionReading {
    private static final int MOST_SELECTIONS = 100;
    private static final int MOST_COMPUTATIONS = 20;
    private static final int MOST_GROUPS = 10;
    private static final int MOST_TOP = 1_000;
    private static final int MOST_POINTS = 100_000;
    private static final int USUAL_POINTS = 1_000;

    private final QuestionRequest request;

    QuestionReading(QuestionRequest request) {
        this.request = request;
    }

    Question question() {
        ZoneId zone = ZoneParameter.parse(request.zone());
        List<Question.Selection> selections = selections();
        String resolution = request.resolution();
        Question question =
                new Question(
                        selections,
                        time("from", request.from()),
                        time("to", request.to()),
                        AskedResolution.parse(resolution == null ? "auto" : resolution, zone),
                        Aggregation.parse(request.aggregate()),
                        within(
                                "max_points",
                                request.maxPoints(),
                                MOST_POINTS,
                                USUAL_POINTS,
                                ErrorCode.INVALID_MAX_POINTS),
                        Fill.parse(request.fill()),
                        new ReadingFilter(
                                QualityFilter.parse(request.quality()),
                                CalendarCondition.parse(request.calendar(), zone)),
                        zone,
                        request.zone() != null,
                        groupBy(),
                        computations(selections),
                        request.top() == null
                                ? null
                                : within(
                                        "top",
                                        request.top(),
                                        MOST_TOP,
                                        1,
                                        ErrorCode.INVALID_LIMIT));
        check(question);
        return question;
    }

    private List<Question.Selection> selections() {
        List<QuestionRequest.@Nullable Selection> asked = request.series();
        if (asked == null || asked.isEmpty() || asked.size() > MOST_SELECTIONS) {
            throw invalid(
                    "series has "
                            + (asked == null ? 0 : asked.size())
                            + " selections, and not 1 to "
                            + MOST_SELECTIONS);
        }
        List<Question.Selection> selections = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            QuestionRequest.Selection one = asked.get(i);
            if (one == null) {
                throw invalid("series has null in it");
            }
            Question.Selection selection = SelectionReading.selection(one, i);
            if (!names.add(selection.name())) {
                throw invalid("series has two of the name '" + selection.name() + "'");
            }
            selections.add(selection);
        }
        return selections;
    }

    private @Nullable List<String> groupBy() {
        List<@Nullable String> asked = request.groupBy();
        if (asked == null) {
            return null;
        }
        if (asked.size() > MOST_GROUPS) {
            throw invalid("group_by has " + asked.size() + " names, over " + MOST_GROUPS);
        }
        List<String> groups = new ArrayList<>();
        for (String one : asked) {
            groups.add(SelectionReading.groupName(one, request.aggregate()));
        }
        if (new HashSet<>(groups).size() < groups.size()) {
            throw new QueryException(ErrorCode.INVALID_LABEL, "group_by names one twice");
        }
        return groups;
    }

    private List<Question.Computation> computations(List<Question.Selection> selections) {
        List<QuestionRequest.@Nullable Computation> asked = request.expressions();
        if (asked == null) {
            return List.of();
        }
        if (asked.size() > MOST_COMPUTATIONS) {
            throw invalid("there are " + asked.size() + " expressions, over " + MOST_COMPUTATIONS);
        }
        List<String> names = selections.stream().map(Question.Selection::name).toList();
        List<Question.Computation> computations = new ArrayList<>();
        for (QuestionRequest.Computation one : asked) {
            String expression = one == null ? null : one.expression();
            if (one == null || expression == null) {
                throw new QueryException(
                        ErrorCode.INVALID_EXPRESSION, "one of the expressions is missing");
            }
            String name = one.name() == null ? expression.strip() : one.name();
            computations.add(
                    new Question.Computation(name, ExpressionParser.parse(expression, names)));
        }
        return computations;
    }

    private static void check(Question question) {
        Fill fill = question.fill();
        boolean isMany = question.aggregations().size() > 1;
        Object raw = question.resolution();
        question.range();
        refuseIf(isMany && !question.computations().isEmpty(), "expressions", "many aggregates");
        refuseIf(isMany && question.top() != null, "top", "many aggregates");
        refuseIf(fill != Fill.NONE && question.top() != null, "top", "fill");
        refuseIf(
                fill != Fill.NONE && raw instanceof AskedResolution.Raw,
                "fill",
                "readings; give a bucket");
        refuseIf(isMany && raw instanceof AskedResolution.Raw, "many aggregates", "readings");
    }

    private static void refuseIf(boolean conflict, String one, String other) {
        if (conflict) {
            throw new QueryException(
                    ErrorCode.CONFLICTING_PARAMETERS, one + " can't be had together with " + other);
        }
    }

    private static @Nullable Instant time(String name, @Nullable String text) {
        return text == null || text.isBlank()
                ? null
                : TimeParameter.parse(name, text, Instant.EPOCH);
    }

    private static int within(
            String name, @Nullable Integer value, int most, int usual, ErrorCode code) {
        if (value != null && (value < 1 || value > most)) {
            throw new QueryException(code, name + " " + value + " is not in 1 to " + most);
        }
        return value == null ? usual : value;
    }

    private static ProblemException invalid(String message) {
        return new ProblemException(RequestProblem.INVALID_PARAMETER, message);
    }
}
