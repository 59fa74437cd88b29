package io.sluice.coordinator.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model as it stands in a list.
 *
 * @param stableVersion null until a version is ready
 * @param versions also those that are not ready, the oldest first
 */
record ModelSummary(String name, @Nullable String stableVersion, List<String> versions) {
    ModelSummary {
        versions = List.copyOf(versions);
    }
}
