package io.sluice.query.retention;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A policy as it is shown. */
record RetentionPolicyResponse(
        String name,
        int priority,
        @Nullable String label,
        @Nullable String labelValue,
        @Nullable String metricPattern,
        @Nullable String raw,
        @Nullable String hourly,
        @Nullable String daily,
        boolean archive) {
    /** All policies. */
    record Policies(List<RetentionPolicyResponse> policies) {}

    static RetentionPolicyResponse of(RetentionPolicy policy) {
        return new RetentionPolicyResponse(
                policy.name(),
                policy.priority(),
                policy.label(),
                policy.labelValue(),
                policy.metricPattern(),
                text(policy.raw()),
                text(policy.hourly()),
                text(policy.daily()),
                policy.archive());
    }

    private static @Nullable String text(@Nullable Age age) {
        return age == null ? null : age.toString();
    }
}
