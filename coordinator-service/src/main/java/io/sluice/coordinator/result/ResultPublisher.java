package io.sluice.coordinator.result;

import java.util.List;

/** The topic as the relay writes it: numbered batches, each there as a whole or not at all. */
interface ResultPublisher {
    /**
     * Begins to write, and ends everybody who began before: what they have not completed will never
     * be there.
     */
    Writer begin();

    /** One that writes until somebody else begins, or something fails: then it is closed. */
    interface Writer extends AutoCloseable {
        /** The number of the last batch that is in the topic, as of the beginning; 0 for none. */
        long lastBatch();

        /**
         * Puts a batch into the topic. If this fails it may be there or not; the next writer's
         * {@link #lastBatch} tells.
         */
        void publish(long batch, List<FinishedTask> tasks);

        @Override
        void close();
    }
}
