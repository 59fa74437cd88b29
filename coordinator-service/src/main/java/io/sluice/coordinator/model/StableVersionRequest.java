package io.sluice.coordinator.model;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The version that is to be the stable one. */
record StableVersionRequest(@Nullable String version) {
    ModelVersionId of(String model) {
        if (version == null) {
            throw new CoordinatorException(ErrorCode.INVALID_MODEL, "version is missing");
        }
        return new ModelVersionId(model, version);
    }
}
