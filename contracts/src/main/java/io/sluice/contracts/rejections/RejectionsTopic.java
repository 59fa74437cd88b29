package io.sluice.contracts.rejections;

import io.sluice.contracts.Topic;
import java.util.Map;

/**
 * Topic {@code readings-rejected}: {@link RejectedReading} by device id. Owned by
 * ingestion-service.
 */
public final class RejectionsTopic {
    /** Kept for two weeks, and at most 1 GiB a partition: broken senders must not fill the disk. */
    public static final Topic TOPIC =
            new Topic(
                    "readings-rejected",
                    4,
                    Map.of(
                            "cleanup.policy", "delete",
                            "retention.ms", "1209600000",
                            "retention.bytes", "1073741824"));

    /** The most raw bytes that a record keeps. */
    public static final int MAX_RAW_BYTES = 64 * 1024;

    private RejectionsTopic() {}
}
