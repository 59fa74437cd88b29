package io.sluice.query.live;

import io.sluice.contracts.readings.ReadingBatch;
import java.util.Map;
import java.util.Optional;

/** The readings as they come, read by this instance for itself. */
interface LiveTopic {
    /** Takes what comes, and never waits. */
    interface Listener {
        /** Whether there is anybody to whom readings of a device matter. */
        boolean wants(String deviceId);

        void take(ReadingBatch batch, int partition, long offset);

        /** Something may have been missed. */
        void missed();
    }

    /** Begins to read at the end of the topic. */
    void start(Listener listener);

    void stop();

    /**
     * Where it reads, by partition: what lies before has been given to the listener, or to none if
     * it was not wanted then. Empty as long as it is not known.
     */
    Optional<Map<Integer, Long>> positions();
}
