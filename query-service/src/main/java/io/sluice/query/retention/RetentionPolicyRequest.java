package io.sluice.query.retention;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A policy as it is sent. Its name stands in the path, or, to try it out, in the body. */
record RetentionPolicyRequest(
        @Nullable String name,
        @Nullable Integer priority,
        @Nullable String label,
        @Nullable String labelValue,
        @Nullable String metricPattern,
        @Nullable String raw,
        @Nullable String hourly,
        @Nullable String daily,
        @Nullable Boolean archive) {
    /**
     * Reads a policy. A field that there is not is refused: misspelled it would make the policy fit
     * more series.
     */
    static RetentionPolicyRequest parse(JsonNode body, ObjectMapper mapper) {
        if (!body.isObject()) {
            throw new QueryException(ErrorCode.INVALID_POLICY, "a policy is a JSON object");
        }
        try {
            return mapper.readerFor(RetentionPolicyRequest.class)
                    .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(body);
        } catch (JacksonException e) {
            throw new QueryException(ErrorCode.INVALID_POLICY, e.getOriginalMessage(), e);
        }
    }

    RetentionPolicy toPolicy(String named) {
        return new RetentionPolicy(
                named,
                priority == null ? 0 : priority,
                label,
                labelValue,
                metricPattern,
                age("raw", raw),
                age("hourly", hourly),
                age("daily", daily),
                Boolean.TRUE.equals(archive));
    }

    private static @Nullable Age age(String field, @Nullable String text) {
        if (text == null) {
            return null;
        }
        return Age.parse(text)
                .orElseThrow(() ->
                        new QueryException(
                                ErrorCode.INVALID_POLICY,
                                "%s '%s' is no ISO-8601 duration of up to 1000 years, such as P30D"
                                        .formatted(
                                                field,
                                                text.length() > 64
                                                        ? text.substring(0, 64) + "…"
                                                        : text)));
    }
}
