package io.sluice.coordinator.task;

import java.util.Map;
import java.util.TreeMap;

/**
 * What tasks ask of a node. Tasks of one class fit the same nodes.
 *
 * @param version the only one that will do, or empty if the node's own will
 * @param labels that the node must have
 */
public record TaskClass(String model, String version, Map<String, String> labels) {
    public TaskClass {
        labels = new TreeMap<>(labels);
    }
}
