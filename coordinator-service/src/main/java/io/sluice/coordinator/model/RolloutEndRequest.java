package io.sluice.coordinator.model;

import org.jspecify.annotations.Nullable;

/**
 * The end of a rollout as it is asked for.
 *
 * @param reason for people
 */
record RolloutEndRequest(@Nullable String reason) {
    private static final String USUAL_REASON = "asked for";

    RolloutEndRequest {
        if (reason != null) {
            ShortText.check("reason", reason);
        }
    }

    static String reasonOf(@Nullable RolloutEndRequest request) {
        return request == null || request.reason == null ? USUAL_REASON : request.reason;
    }
}
