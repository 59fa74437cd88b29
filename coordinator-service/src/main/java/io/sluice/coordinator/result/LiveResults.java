package io.sluice.coordinator.result;

import io.sluice.coordinator.problem.CoordinatorException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Results as they come into the topic. */
interface LiveResults {
    /**
     * One that reads from a place on, or from the end.
     *
     * @throws CoordinatorException {@code kafka_unavailable}
     */
    Reader open(Optional<TopicPlace> from);

    /** Reads in one thread. */
    interface Reader extends AutoCloseable {
        /** Where the reading began. */
        TopicPlace start();

        /** Whether results before {@link #start} were asked for and are not there any more. */
        boolean hasMissed();

        /**
         * What follows; empty if nothing came in time, or it was woken.
         *
         * @throws CoordinatorException {@code kafka_unavailable}
         */
        List<Arrival> poll(Duration longest);

        /** Ends the wait of {@link #poll}; for other threads. */
        void wake();

        @Override
        void close();
    }

    /**
     * A result, and how far the reader has come with it.
     *
     * @param task empty if the message can't be read
     */
    record Arrival(Optional<FinishedTask> task, TopicPlace after) {}
}
