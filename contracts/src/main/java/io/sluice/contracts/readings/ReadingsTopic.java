package io.sluice.contracts.readings;

import io.sluice.contracts.Topic;
import java.util.Map;

/** Topic {@code readings}: {@link ReadingBatch} by device id. Owned by ingestion-service. */
public final class ReadingsTopic {
    /** Kept for a week: as long as a reader may be away without losing anything. */
    public static final Topic TOPIC =
            new Topic(
                    "readings",
                    12,
                    Map.of("cleanup.policy", "delete", "retention.ms", "604800000"));

    /** The most readings one {@link ReadingBatch} carries. */
    public static final int MAX_READINGS = 5_000;

    private ReadingsTopic() {}
}
