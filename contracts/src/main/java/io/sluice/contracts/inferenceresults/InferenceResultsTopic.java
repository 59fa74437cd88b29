package io.sluice.contracts.inferenceresults;

import io.sluice.contracts.Topic;
import java.util.Map;

/**
 * Topic {@code inference-results}: one {@link InferenceResult} for each finished task, by the
 * device that the task is about, or by the task's id where it is about none. Owned by
 * coordinator-service. Written in transactions: who reads committed records alone ({@code
 * isolation.level = read_committed}) gets each task exactly once.
 */
public final class InferenceResultsTopic {
    /** Kept for a week: as long as a reader may be away without losing anything. */
    public static final Topic TOPIC =
            new Topic(
                    "inference-results",
                    6,
                    Map.of(
                            "cleanup.policy", "delete",
                            "retention.ms", "604800000",
                            "max.message.bytes", "1572864"));

    private InferenceResultsTopic() {}
}
