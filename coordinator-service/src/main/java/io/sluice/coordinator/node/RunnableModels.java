package io.sluice.coordinator.node;

import java.util.Set;
import org.springframework.stereotype.Component;

/** The models that some node runs, as they were a moment ago. */
@Component
public class RunnableModels {
    private final PostgresNodes nodes;
    private volatile Set<String> known = Set.of();

    RunnableModels(PostgresNodes nodes) {
        this.nodes = nodes;
    }

    /** True if some registered node runs it. A model that nobody ran a moment ago is looked up. */
    public boolean contains(String model) {
        if (!known.contains(model)) {
            known = nodes.models();
        }
        return known.contains(model);
    }
}
