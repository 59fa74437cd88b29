package io.sluice.coordinator.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model as it is shown.
 *
 * @param stableVersion null until a version is ready
 * @param versions the oldest first
 * @param rollout null if none runs
 */
record ModelResponse(
        String name,
        @Nullable String stableVersion,
        List<ModelVersionResponse> versions,
        @Nullable RolloutResponse rollout) {
    /**
     * Some models, in the order of their names.
     *
     * @param next where to go on ({@code after=}), or null at the end
     */
    record Page(List<ModelSummary> models, @Nullable String next) {}

    static ModelResponse of(ModelCatalogue.Entry entry) {
        return new ModelResponse(
                entry.name(),
                entry.stableVersion().orElse(null),
                entry.versions().stream().map(ModelVersionResponse::of).toList(),
                entry.rollout().map(RolloutResponse::of).orElse(null));
    }
}
