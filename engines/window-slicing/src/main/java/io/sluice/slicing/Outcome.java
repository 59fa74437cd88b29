package io.sluice.slicing;

/** What became of a tuple or a punctuation. Only {@link #ACCEPTED} changes the state. */
public enum Outcome {
    /** It is in the windows. */
    ACCEPTED,
    /** It is behind the watermark by the allowed lateness or more; it is in no window. */
    LATE,
    /**
     * There are as many slices or tuples as may be held. It fits when a watermark has advanced, in
     * a stream in order too: to just before the tuple.
     */
    FULL
}
