package io.sluice.local.demo;

import tools.jackson.databind.JsonNode;

/**
 * What a node found.
 *
 * @param value above 5 is seldom right
 */
record Score(ScoringTask task, String node, double value) {
    /**
     * @param finished the task, as the platform answers
     * @throws IllegalStateException if it did not succeed
     */
    static Score of(ScoringTask task, JsonNode finished) {
        if (!finished.path("state").asString().equals("succeeded")) {
            throw new IllegalStateException("a task came to nothing: " + finished);
        }
        return new Score(
                task,
                finished.path("node").asString(),
                finished.path("output").path("outputs").path("score").path(0).asDouble());
    }
}
