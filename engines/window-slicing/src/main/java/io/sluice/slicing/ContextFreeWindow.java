package io.sluice.slicing;

/**
 * Windows whose starts and ends are known without any tuple (thesis, 4.5.4.2), such as tumbling and
 * sliding ones. Positions are times or counts, as {@link #measure} says; those given are never
 * negative counts, nor times outside of what {@link SlicingOperator} takes.
 *
 * <p>Implementations have no state: all answers depend on the arguments alone.
 */
public non-sealed interface ContextFreeWindow extends Window {
    /** The first start or end of a window after a position. */
    long nextEdge(long position);

    /**
     * The last start or end of a window at or before a position, or any position without an edge
     * between it and the one given if there is none within {@link #maximumLength}.
     */
    default long edgeAtOrBefore(long position) {
        long edge = position - maximumLength();
        for (long next = nextEdge(edge); next <= position; next = nextEdge(next)) {
            edge = next;
        }
        return edge;
    }

    /** The first start of a window after a position; where slices of a stream in order begin. */
    default long nextStart(long position) {
        return nextEdge(position);
    }

    /** The last start of a window at or before a position; see {@link #edgeAtOrBefore}. */
    default long startAtOrBefore(long position) {
        return edgeAtOrBefore(position);
    }

    /** No window is longer; from 1 to {@link SlicingOperator#LONGEST}. */
    long maximumLength();

    /**
     * The start of the earliest window that ends after a position, or an earlier position. What is
     * before is forgotten.
     */
    default long earliestStart(long position) {
        return position + 1 - maximumLength();
    }

    /** Reports all windows with {@code after < end <= upTo}, by their ends. */
    void triggerWindows(long after, long upTo, WindowCallback callback);
}
