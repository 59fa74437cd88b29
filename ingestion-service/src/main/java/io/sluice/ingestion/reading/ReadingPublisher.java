package io.sluice.ingestion.reading;

import java.util.concurrent.CompletableFuture;

/** Where readings, and what is not taken as one, are made durable. */
interface ReadingPublisher {
    /**
     * Begins to publish all of an outcome.
     *
     * @return completed when every reading and every rejection is durable; or failed with an {@link
     *     io.sluice.ingestion.problem.IngestionException} {@code kafka_unavailable}, when part of
     *     it may be and part not
     */
    CompletableFuture<Void> publish(Message message, Outcome outcome);
}
