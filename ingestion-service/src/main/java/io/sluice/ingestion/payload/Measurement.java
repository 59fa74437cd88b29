package io.sluice.ingestion.payload;

import org.jspecify.annotations.Nullable;

/**
 * One number of an item, as it was sent.
 *
 * @param metric the name it was sent under; not checked yet
 * @param value finite
 * @param unit the unit it was sent with, or null
 */
public record Measurement(String metric, double value, @Nullable String unit) {}
