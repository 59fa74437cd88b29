package io.sluice.query.point;

/**
 * From when to when a series has readings.
 *
 * @param series the number of the series
 * @param first the time of the earliest: microseconds since 1970
 * @param last the time of the latest
 */
public record Span(int series, long first, long last) {}
