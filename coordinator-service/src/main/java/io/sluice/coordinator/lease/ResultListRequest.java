package io.sluice.coordinator.lease;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Results, as a node sends them. */
record ResultListRequest(@Nullable List<ResultRequest> results) {
    /**
     * One of them.
     *
     * @param status {@code succeeded} or {@code failed}
     * @param retryable false if it would fail everywhere
     */
    record ResultRequest(
            @Nullable UUID taskId,
            @Nullable Long token,
            @Nullable String status,
            @Nullable JsonNode output,
            @Nullable String error,
            @Nullable Boolean retryable) {}
}
