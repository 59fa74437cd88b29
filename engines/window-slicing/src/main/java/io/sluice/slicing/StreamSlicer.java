package io.sluice.slicing;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells where slices start and end: step 1 of the thesis (4.5.3). The next edge of each
 * context-free window is in a queue, so that passing an edge costs the same for a few windows and
 * for thousands.
 */
final class StreamSlicer {
    private static final class Edges {
        private final DueQueue.Entry<ContextFreeWindow> next;
        private int users;

        private Edges(DueQueue.Entry<ContextFreeWindow> next) {
            this.next = next;
        }
    }

    /** In a stream in order only starts need a slice of their own. */
    private final boolean startsOnly;

    private final DueQueue<ContextFreeWindow> nextEdges = new DueQueue<>();
    private final Map<ContextFreeWindow, Edges> windows = new LinkedHashMap<>();
    private final ForcedEdges forced = new ForcedEdges();

    StreamSlicer(boolean startsOnly) {
        this.startsOnly = startsOnly;
    }

    ForcedEdges forced() {
        return forced;
    }

    /** A window has edges from a position on. */
    void add(ContextFreeWindow window, long from) {
        Edges edges = windows.get(window);
        if (edges == null) {
            edges = new Edges(nextEdges.add(window, after(window, from - 1)));
            windows.put(window, edges);
        }
        edges.users++;
    }

    void remove(ContextFreeWindow window) {
        Edges edges = windows.get(window);
        if (edges != null && --edges.users == 0) {
            windows.remove(window);
            nextEdges.remove(edges.next);
        }
    }

    /**
     * Passes the edges up to a position.
     *
     * @return the last edge at or before it, of those that were passed and those that are forced
     */
    long pass(long position) {
        long passed = forced.atOrBefore(position);
        while (nextEdges.firstDue() <= position) {
            DueQueue.Entry<ContextFreeWindow> first = nextEdges.first();
            long edge = first.due();
            long next = after(first.element(), edge);
            if (next <= position) {
                edge = atOrBefore(first.element(), position);
                next = after(first.element(), position);
            }
            passed = Math.max(passed, edge);
            nextEdges.change(first, next);
        }
        return passed;
    }

    /** The first edge after a position up to which all edges were passed. */
    long next(long position) {
        return Math.min(nextEdges.firstDue(), forced.after(position));
    }

    /** The last edge at or before a position, or {@link Long#MIN_VALUE}. */
    long edgeAtOrBefore(long position) {
        long edge = forced.atOrBefore(position);
        for (ContextFreeWindow window : windows.keySet()) {
            edge = Math.max(edge, atOrBefore(window, position));
        }
        return edge;
    }

    /** The first edge after a position. */
    long edgeAfter(long position) {
        long edge = forced.after(position);
        for (ContextFreeWindow window : windows.keySet()) {
            edge = Math.min(edge, after(window, position));
        }
        return edge;
    }

    boolean isEdge(long position) {
        if (forced.contains(position)) {
            return true;
        }
        for (ContextFreeWindow window : windows.keySet()) {
            if (after(window, position - 1) == position) {
                return true;
            }
        }
        return false;
    }

    private long after(ContextFreeWindow window, long position) {
        return startsOnly
                ? ContextFreeSource.startAfter(window, position)
                : ContextFreeSource.edgeAfter(window, position);
    }

    private long atOrBefore(ContextFreeWindow window, long position) {
        return startsOnly ? window.startAtOrBefore(position) : window.edgeAtOrBefore(position);
    }

    /** All edges up to a position were passed, and none after it. */
    void passed(long position) {
        for (Map.Entry<ContextFreeWindow, Edges> one : windows.entrySet()) {
            nextEdges.change(one.getValue().next, after(one.getKey(), position));
        }
    }
}
