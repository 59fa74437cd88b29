package io.sluice.slicing;

/**
 * How the result of a window relates to what was given out before. Who keeps results by query,
 * start and end has, after each call, just what is true of all tuples that were accepted: {@link
 * #FIRST} adds, {@link #CORRECTION} replaces, {@link #WITHDRAWAL} removes.
 */
public enum Emission {
    /** The window was not given out before, or was withdrawn. */
    FIRST,
    /** The window was given out before with another result: a tuple came late. */
    CORRECTION,
    /** There is no such window any more: late tuples moved its start or end. It has no result. */
    WITHDRAWAL
}
