package io.sluice.slicing;

/**
 * What became of a tuple or a punctuation. Only {@link #ACCEPTED} changes the state, but that in a
 * stream in order a tuple for which there is no room is a watermark all the same.
 */
public enum Outcome {
    /** It is in the windows. */
    ACCEPTED,
    /** It is behind the watermark by the allowed lateness or more; it is in no window. */
    LATE,
    /** There are as many slices or tuples as may be held; it fits after a watermark. */
    FULL
}
