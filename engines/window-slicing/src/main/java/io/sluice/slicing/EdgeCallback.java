package io.sluice.slicing;

/**
 * Takes the edges that a context-aware window learns of from a tuple: slices are split and merged.
 */
public interface EdgeCallback {
    /**
     * A window starts or ends at the time.
     *
     * @throws SlicingException {@link SlicingProblem#EDGE_TOO_LATE} if no tuple of that time would
     *     be taken any more, or if the stream is in order, the window was not declared {@link
     *     ContextAwareWindow#forwardContextAware}, and a tuple at or after that time was there
     *     before
     */
    void addEdge(long time);

    /** An edge that was added is none any more. */
    void removeEdge(long time);
}
