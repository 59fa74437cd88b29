package io.sluice.slicing;

import java.util.BitSet;

/** The windows of a context-free window, without long stretches in which there is no tuple. */
final class ContextFreeSource implements WindowSource {
    private final ContextFreeWindow window;
    private final AggregateStore store;

    ContextFreeSource(ContextFreeWindow window, AggregateStore store) {
        this.window = window;
        this.store = store;
    }

    /**
     * The first edge of a window after a position.
     *
     * @throws SlicingException {@link SlicingProblem#WINDOW_BROKEN}
     */
    static long edgeAfter(ContextFreeWindow window, long position) {
        return checked(window, position, window.nextEdge(position));
    }

    /** The same for starts alone. */
    static long startAfter(ContextFreeWindow window, long position) {
        return checked(window, position, window.nextStart(position));
    }

    private static long checked(ContextFreeWindow window, long position, long edge) {
        if (edge <= position) {
            throw SlicingProblem.WINDOW_BROKEN.with(
                    window + ": the next edge after " + position + " can't be " + edge);
        }
        return edge;
    }

    @Override
    public void windows(long after, long upTo, WindowCallback callback) {
        long length = window.maximumLength();
        if (upTo - after <= 2 * length) {
            window.triggerWindows(after, upTo, callback);
            return;
        }
        long done = after;
        for (int slice = 0; slice < store.size() && done < upTo; slice++) {
            long until = Math.min(upTo, Math.min(store.end(slice), upTo) - 1 + length);
            if (until > done) {
                done = Math.max(done, Math.min(store.start(slice), upTo));
                window.triggerWindows(done, until, callback);
                done = Math.max(done, until);
            }
        }
    }

    /**
     * Reports the windows that end after a position, begin soon enough to have it, and are ended.
     */
    void windowsAt(long position, long upTo, WindowCallback callback) {
        window.triggerWindows(
                position, Math.min(upTo, position + window.maximumLength()), callback);
    }

    @Override
    public long nextEnd(long position) {
        return edgeAfter(window, position);
    }

    @Override
    public long earliestStart(long position) {
        return Math.min(position, window.earliestStart(position));
    }

    @Override
    public void markStarts(long position, BitSet marks) {
        int slice = store.firstWithFirstFrom(window.earliestStart(position));
        while (slice < store.size()) {
            marks.set(slice);
            long next = startAfter(window, store.last(slice));
            if (next > position) {
                return;
            }
            slice = store.firstWithFirstFrom(next);
        }
    }
}
