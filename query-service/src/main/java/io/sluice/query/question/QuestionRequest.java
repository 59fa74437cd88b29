package io.sluice.query.question;

import io.sluice.problem.ProblemException;
import io.sluice.problem.RequestProblem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;

/** The body of a question as it is sent. */
record QuestionRequest(
        @Nullable List<@Nullable Selection> series,
        @Nullable String from,
        @Nullable String to,
        @Nullable String resolution,
        @Nullable String aggregate,
        @Nullable Integer maxPoints,
        @Nullable String fill,
        @Nullable String quality,
        @Nullable String zone,
        @Nullable String calendar,
        @Nullable List<@Nullable String> groupBy,
        @Nullable List<@Nullable Computation> expressions,
        @Nullable Integer top,
        @Nullable String format) {
    /** Some of the series. */
    record Selection(
            @Nullable String name,
            @Nullable String device,
            @Nullable List<@Nullable String> devices,
            @Nullable Map<String, @Nullable String> labels,
            @Nullable String metric) {}

    /** What is computed of them. */
    record Computation(@Nullable String name, @Nullable String expression) {}

    /**
     * Reads a body.
     *
     * @throws ProblemException {@code malformed_json} or {@code invalid_parameter}
     */
    static QuestionRequest read(byte[] body, ObjectMapper mapper) {
        try {
            QuestionRequest request =
                    mapper.readerFor(QuestionRequest.class)
                            .with(
                                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                            .without(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                            .readValue(body);
            if (request != null) {
                return request;
            }
        } catch (StreamReadException e) {
            throw new ProblemException(
                    RequestProblem.MALFORMED_JSON,
                    "the body can't be read: " + e.getOriginalMessage(),
                    e);
        } catch (DatabindException e) {
            throw new ProblemException(
                    RequestProblem.INVALID_PARAMETER,
                    "the body is not a question: " + e.getOriginalMessage(),
                    e);
        }
        throw new ProblemException(
                RequestProblem.INVALID_PARAMETER, "the body is null, and not a question");
    }
}
