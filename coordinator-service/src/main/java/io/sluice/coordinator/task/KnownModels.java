package io.sluice.coordinator.task;

import io.sluice.coordinator.model.ModelRegistry;
import io.sluice.coordinator.node.RunnableModels;
import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The models that tasks may ask for: those of the registry, and those that nodes run. */
@Component
class KnownModels {
    private final ModelRegistry registry;
    private final RunnableModels runnable;

    KnownModels(ModelRegistry registry, RunnableModels runnable) {
        this.registry = registry;
        this.runnable = runnable;
    }

    /**
     * @param version null for any
     * @throws CoordinatorException if nobody knows of it
     */
    void require(String model, @Nullable String version) {
        if (!runnable.contains(model, null) && !registry.isRegistered(model)) {
            throw new CoordinatorException(
                    ErrorCode.UNKNOWN_MODEL,
                    "model '" + model + "' is not in the registry, and no node runs it");
        }
        if (version != null
                && !runnable.contains(model, version)
                && !registry.hasVersion(model, version)) {
            throw new CoordinatorException(
                    ErrorCode.UNKNOWN_VERSION,
                    "version '"
                            + version
                            + "' of model '"
                            + model
                            + "' is not in the registry, and no node holds it");
        }
    }
}
