package io.sluice.local.demo;

import java.util.List;
import java.util.Map;

/** A task that asks for the score of a window. */
record ScoringTask(TemperatureWindow window, Urgency urgency) {
    /** How urgent a task is, as the platform calls it. */
    enum Urgency {
        HIGH,
        LOW
    }

    /** As it is submitted. */
    Map<String, Object> request() {
        return Map.of(
                "model", AnomalyModel.NAME,
                "labels", Map.of("site", "demo"),
                "priority", urgency.name(),
                "device_id", window.device(),
                "deadline", "PT2M",
                "payload", Map.of("inputs", Map.of("window", List.of(window.values()))));
    }
}
