package io.sluice.slicing;

/**
 * The windows of one query as they are by now, for the window manager. Positions are in the measure
 * of the window.
 */
sealed interface WindowSource
        permits ContextFreeSource,
                SessionSource,
                PunctuationSource,
                LastTuplesSource,
                UserContextSource {
    /**
     * Reports the windows with {@code after < end <= upTo} by their ends; some of them may have no
     * tuple.
     */
    void windows(long after, long upTo, WindowCallback callback);

    /** A position before which no window ends that does not end at or before {@code position}. */
    long nextEnd(long position);

    /**
     * The start of the earliest window that ends after a position, now or when more tuples have
     * come; or an earlier position.
     */
    long earliestStart(long position);

    /**
     * Whether a window that ends after a position starts, or may come to start, after the last
     * tuple of one slice and not after the first of the next.
     */
    boolean startsBetween(long last, long first, long position);
}
