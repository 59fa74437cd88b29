package io.sluice.slicing;

/**
 * A tuple as a result.
 *
 * @param time of the tuple
 * @param value of the tuple
 */
public record TimedValue(long time, double value) {}
