package io.sluice.slicing;

import org.jspecify.annotations.Nullable;

/** The result of a query for one window. Valid only while {@link WindowSink#accept} runs. */
public interface WindowResult {
    /** Whose result it is. */
    Query query();

    /** The first position of the window, in the measure of the query's window. */
    long start();

    /** The first position after the window. */
    long end();

    /** How it relates to what was given out before. */
    Emission emission();

    /**
     * The result as a number: of a {@link FixedAggregation}, or of another one that gives a {@link
     * Number}. NaN if it gives something else, or the window is withdrawn.
     */
    double value();

    /** The result as an object; null if the window is withdrawn. */
    @Nullable Object object();
}
