package io.sluice.slicing;

import java.util.BitSet;

/** Windows of a type that a user has added, which depend on the tuples. */
final class UserContextSource implements WindowSource, EdgeCallback {
    private final ContextAwareWindow.Context context;
    private final boolean forwardContextAware;
    private final long from;
    private final SliceManager slices;
    private final AggregateStore store;

    private long latest;
    private long horizon;
    private long earliestChange = Long.MAX_VALUE;

    UserContextSource(
            ContextAwareWindow window, long from, SliceManager slices, AggregateStore store) {
        this.context = window.newContext();
        this.forwardContextAware = window.forwardContextAware();
        this.from = from;
        this.slices = slices;
        this.store = store;
    }

    boolean isForwardContextAware() {
        return forwardContextAware;
    }

    /**
     * Tells of a tuple that comes.
     *
     * @param latestTime of a tuple before
     * @param horizonTime at or before which nothing changes any more
     * @return the earliest edge that was added or removed, or {@link Long#MAX_VALUE}
     */
    long announce(long time, double value, long latestTime, long horizonTime) {
        if (time < from) {
            return Long.MAX_VALUE;
        }
        latest = latestTime;
        horizon = horizonTime;
        earliestChange = Long.MAX_VALUE;
        context.notifyContext(time, value, this);
        return earliestChange;
    }

    @Override
    public void addEdge(long edge) {
        if (edge < from) {
            return;
        }
        long settled = earliestEdge(horizon) - 1;
        if (edge <= settled || !slices.canHaveEdge(edge)) {
            throw SlicingProblem.EDGE_TOO_LATE.with(
                    "an edge at "
                            + edge
                            + " comes too late: up to "
                            + settled
                            + " nothing changes, and slices are split only where tuples are kept");
        }
        earliestChange = Math.min(earliestChange, edge);
        slices.addEdge(edge, latest);
    }

    /**
     * The earliest time of an edge that may still come.
     *
     * @param settled the time at or before which no tuple comes any more
     */
    long earliestEdge(long settled) {
        return forwardContextAware ? earliestStart(settled) : settled + 1;
    }

    @Override
    public void removeEdge(long edge) {
        if (edge >= from) {
            earliestChange = Math.min(earliestChange, edge);
            slices.removeEdge(edge, latest);
        }
    }

    @Override
    public void windows(long after, long upTo, WindowCallback callback) {
        context.triggerWindows(after, upTo, callback);
    }

    @Override
    public long nextEnd(long position) {
        return position + 1;
    }

    @Override
    public long earliestStart(long position) {
        return Math.min(position, context.earliestStart(position));
    }

    @Override
    public void markStarts(long position, BitSet marks) {
        marks.set(0, store.size());
    }

    void write(StateOutput output) {
        output.write(context::write);
    }

    void read(StateInput input) {
        input.read(context::read);
    }
}
