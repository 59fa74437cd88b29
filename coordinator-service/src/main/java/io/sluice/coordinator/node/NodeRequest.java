package io.sluice.coordinator.node;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A registration, as it is sent. */
record NodeRequest(
        @Nullable String address,
        @Nullable Integer capacity,
        @Nullable Map<String, List<String>> models,
        @Nullable Map<String, String> labels,
        @Nullable Boolean push,
        @Nullable String incarnation) {
    NodeRegistration registration() {
        if (capacity == null) {
            throw new CoordinatorException(ErrorCode.INVALID_NODE, "capacity is missing");
        }
        if (models == null) {
            throw new CoordinatorException(ErrorCode.INVALID_NODE, "models are missing");
        }
        return new NodeRegistration(
                address,
                capacity,
                models,
                Objects.requireNonNullElse(labels, Map.of()),
                Boolean.TRUE.equals(push),
                incarnation);
    }
}
