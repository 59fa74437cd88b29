package io.sluice.coordinator.lease;

import io.sluice.coordinator.node.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Which version of a model a node runs for tasks that ask for none. */
@Component
class OwnVersions {
    /** By model; models that it can't run yet are missing. */
    Map<String, String> of(Node node) {
        Map<String, String> versions = new HashMap<>();
        node.models().forEach((model, held) -> versions.put(model, newest(held)));
        return versions;
    }

    /** A node that does not tell versions apart has the empty one. */
    private static String newest(List<String> held) {
        return held.isEmpty() ? "" : held.getLast();
    }
}
