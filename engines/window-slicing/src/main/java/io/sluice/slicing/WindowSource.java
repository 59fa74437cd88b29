package io.sluice.slicing;

import java.util.BitSet;

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
     * Marks the slices that a window may start with that ends after a position, now or when more
     * tuples have come; as far as these slices end at or before the position.
     */
    void markStarts(long position, BitSet marks);
}
