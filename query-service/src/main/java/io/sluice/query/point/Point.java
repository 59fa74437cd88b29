package io.sluice.query.point;

/**
 * One reading of a series that is named beside it.
 *
 * @param time microseconds since 1970-01-01T00:00:00Z
 * @param ordinal its place among the readings at that time
 * @param quality bits of {@link io.sluice.contracts.readings.QualityFlag}
 */
public record Point(long time, int ordinal, double value, int quality) {}
