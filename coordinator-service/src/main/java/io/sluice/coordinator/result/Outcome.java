package io.sluice.coordinator.result;

import com.fasterxml.jackson.annotation.JsonValue;
import io.sluice.contracts.inferenceresults.InferenceResult;
import io.sluice.problem.ProblemException;
import io.sluice.problem.RequestProblem;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a task can end. The same words stand in the database, in the topic and in answers. */
public enum Outcome {
    SUCCEEDED,
    FAILED,
    EXPIRED,
    CANCELLED,
    DEAD;

    /** As it is stored and sent, such as {@code succeeded}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Outcome stored(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /**
     * @throws ProblemException {@code invalid_parameter} if there is no such outcome
     */
    static Outcome asked(String word) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new ProblemException(
                                RequestProblem.INVALID_PARAMETER,
                                "state '"
                                        + word
                                        + "' is none of "
                                        + Arrays.stream(values())
                                                .map(Outcome::word)
                                                .collect(Collectors.joining(", "))));
    }

    InferenceResult.Outcome inTopic() {
        return InferenceResult.Outcome.valueOf(name());
    }
}
