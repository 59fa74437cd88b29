package io.sluice.coordinator.model;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A version as it is announced.
 *
 * @param sha256 in hexadecimal
 * @param size in bytes
 */
record ModelVersionRequest(
        @Nullable String sha256, @Nullable Long size, @Nullable String description) {
    ModelDescription toDescription() {
        if (sha256 == null || size == null) {
            throw new CoordinatorException(
                    ErrorCode.INVALID_MODEL, "a version needs sha256 and size");
        }
        return new ModelDescription(sha256, size, description);
    }
}
