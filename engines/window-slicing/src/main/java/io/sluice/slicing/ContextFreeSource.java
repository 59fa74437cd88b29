package io.sluice.slicing;

/** The windows of a context-free window, without long stretches in which there is no tuple. */
final class ContextFreeSource implements WindowSource {
    private final ContextFreeWindow window;
    private final AggregateStore store;

    ContextFreeSource(ContextFreeWindow window, AggregateStore store) {
        this.window = window;
        this.store = store;
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
        return window.nextEdge(position);
    }

    @Override
    public long earliestStart(long position) {
        return Math.min(position, window.earliestStart(position));
    }

    @Override
    public boolean startsBetween(long last, long first, long position) {
        long start = window.startAtOrBefore(first);
        return start > last && start >= window.earliestStart(position);
    }
}
