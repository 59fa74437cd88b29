package io.sluice.ingestion.payload;

import io.sluice.ingestion.problem.IngestionException;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a message's body.
 *
 * @param bytes decoded; all of them, or those before the failure
 * @param failure why the rest could not be read, or null
 */
public record ReadPayload(byte[] bytes, @Nullable IngestionException failure) {}
