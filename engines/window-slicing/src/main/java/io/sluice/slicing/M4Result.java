package io.sluice.slicing;

/**
 * The four tuples of a window that a line chart of one pixel's width needs: U. Jugel et al., "M4: A
 * Visualization-Oriented Time Series Data Aggregation", 2014.
 *
 * @param first the earliest tuple; of several with one time, that which arrived first
 * @param last the latest tuple; of several with one time, that which arrived last
 * @param minimum the earliest tuple with the least value
 * @param maximum the earliest tuple with the greatest value
 */
public record M4Result(TimedValue first, TimedValue last, TimedValue minimum, TimedValue maximum) {}
