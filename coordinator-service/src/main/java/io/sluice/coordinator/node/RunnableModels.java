package io.sluice.coordinator.node;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The models that some node runs, as they were a moment ago. */
@Component
public class RunnableModels {
    private final PostgresNodes nodes;
    private volatile Map<String, List<String>> known = Map.of();

    RunnableModels(PostgresNodes nodes) {
        this.nodes = nodes;
    }

    /**
     * True if some registered node runs it. What nobody ran a moment ago is looked up.
     *
     * @param version null for any
     */
    public boolean contains(String model, @Nullable String version) {
        if (!isKnown(model, version)) {
            known = nodes.models();
        }
        return isKnown(model, version);
    }

    private boolean isKnown(String model, @Nullable String version) {
        List<String> versions = known.get(model);
        return versions != null && (version == null || versions.contains(version));
    }
}
