package io.sluice.slicing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Windows on time: their slices, and what is given out of them. */
final class TimeMeasure {
    private final StreamSlicer slicer;
    private final AggregateStore store;
    private final SliceManager slices;
    private final WindowManager windows;
    private final List<UserContextSource> contexts = new ArrayList<>();
    private final List<LastTuplesSource> lastTuples = new ArrayList<>();

    TimeMeasure(SlicingSettings settings, long reach, WindowSink sink, Counters counters) {
        slicer = new StreamSlicer(settings.order() == StreamOrder.IN_ORDER);
        store = new AggregateStore(settings.store());
        slices = new SliceManager(slicer, store, counters);
        windows = new WindowManager(store, reach, sink, counters);
    }

    AggregateStore store() {
        return store;
    }

    SliceManager slices() {
        return slices;
    }

    WindowManager windows() {
        return windows;
    }

    // Queries

    /**
     * Adds a query.
     *
     * @param from the earliest time that the query sees
     * @param latest the time of the latest tuple, before {@code from}
     * @param kept where tuples are, if they are kept
     */
    QueryState add(Query query, long from, long latest, @Nullable TupleStore kept) {
        WindowSource source = source(query.window(), from, kept);
        QueryState state = new QueryState(query, from, source, store.use(query.aggregation()));
        switch (query.window()) {
            case ContextFreeWindow window -> slicer.add(window, from);
            case LastTuplesWindow window -> slicer.add(endsOf(window), from);
            case ContextAwareWindow _, SessionWindow _, PunctuationWindow _ -> {}
        }
        windows.add(state, Math.max(from, windows.reach()));
        arrange(source, true);
        if (latest != SlicingOperator.BEFORE_ALL) {
            slices.addEdge(from, latest);
        }
        return state;
    }

    private WindowSource source(Window window, long from, @Nullable TupleStore kept) {
        return switch (window) {
            case ContextFreeWindow one -> new ContextFreeSource(one, store);
            case SessionWindow one -> new SessionSource(one.gap(), from, store);
            case PunctuationWindow _ -> new PunctuationSource(store);
            case LastTuplesWindow one ->
                    new LastTuplesSource(one, from, Objects.requireNonNull(kept), store);
            case ContextAwareWindow one -> new UserContextSource(one, from, slices, store);
        };
    }

    void remove(QueryState state) {
        windows.remove(state);
        switch (state.query().window()) {
            case ContextFreeWindow window -> slicer.remove(window);
            case LastTuplesWindow window -> slicer.remove(endsOf(window));
            case ContextAwareWindow _, SessionWindow _, PunctuationWindow _ -> {}
        }
        arrange(state.source(), false);
        if (!isUsed()) {
            slices.dropAll();
        }
    }

    /** Whether there is a query at all; without one there are no slices. */
    private boolean isUsed() {
        return !windows.isEmpty();
    }

    /** Whether there is no room for a tuple. */
    boolean isFull(int maximumSlices, long time) {
        return isUsed() && store.size() >= maximumSlices && !slices.hasSliceFor(time);
    }

    private static PeriodicWindow endsOf(LastTuplesWindow window) {
        return new PeriodicWindow(Measure.TIME, window.every(), window.every(), 0);
    }

    private void arrange(WindowSource source, boolean added) {
        switch (source) {
            case UserContextSource context -> addOrRemove(contexts, context, added);
            case LastTuplesSource last -> addOrRemove(lastTuples, last, added);
            case SessionSource _ -> slices.shortestGap(shortestGap());
            case ContextFreeSource _, PunctuationSource _ -> {}
        }
    }

    private static <E> void addOrRemove(List<E> list, E element, boolean added) {
        if (added) {
            list.add(element);
        } else {
            list.remove(element);
        }
    }

    private long shortestGap() {
        return windows.moving().stream()
                .map(QueryState::source)
                .filter(SessionSource.class::isInstance)
                .mapToLong(source -> ((SessionSource) source).gap())
                .min()
                .orElse(SliceManager.NO_GAP);
    }

    // Tuples

    boolean hasContexts() {
        return !contexts.isEmpty();
    }

    /**
     * Tells windows that depend on tuples of one that comes, so that slices get its edges; it must
     * not be among the tuples that are kept yet.
     *
     * @param latest the time of the latest tuple before
     * @param horizon the time at or before which nothing changes
     * @return the earliest edge that has changed, or {@link Long#MAX_VALUE}
     */
    long announce(long time, double value, long latest, long horizon) {
        long changed = Long.MAX_VALUE;
        for (int index = 0; index < contexts.size(); index++) {
            UserContextSource context = contexts.get(index);
            changed = Math.min(changed, context.announce(time, value, latest, horizon));
        }
        return changed;
    }

    /**
     * Adds a tuple, and gives out what changes by it.
     *
     * @param latest the time of the latest tuple before
     * @param late whether it is behind the watermark
     * @param changed the earliest edge that it has changed
     */
    void add(long time, double value, long latest, boolean late, long changed) {
        if (!isUsed()) {
            return;
        }
        if (time >= latest) {
            slices.addInOrder(time, value);
        } else {
            slices.addOutOfOrder(time, value);
        }
        if (late) {
            windows.correctAt(time);
        } else if (changed <= windows.reach()) {
            reconcileContexts();
        }
    }

    private void reconcileContexts() {
        for (QueryState state : windows.moving()) {
            if (state.source() instanceof UserContextSource) {
                windows.reconcile(state, Long.MIN_VALUE, Long.MIN_VALUE);
            }
        }
    }

    /** Sets an edge of punctuated windows, and gives out what changes by it. */
    void punctuate(long time, long latest) {
        for (QueryState state : windows.moving()) {
            if (state.source() instanceof PunctuationSource punctuations
                    && time >= state.from()
                    && punctuations.add(time)) {
                slices.addEdge(time, latest);
                if (time <= windows.reach()) {
                    windows.reconcile(state, time - 1, Long.MIN_VALUE);
                } else {
                    windows.mayEnd(state, time);
                }
            }
        }
    }

    /** Gives out and forgets windows after the watermark has advanced. */
    void advance(long reach, long finalReach) {
        windows.advance(reach, finalReach);
        windows.dropFinal();
        slices.dropBefore(windows.earliestNeeded());
        windows.mergeFinal();
    }

    /** The rank of the first tuple that may be asked for. */
    long firstNeededTuple(TupleStore kept) {
        long finalReach = windows.finalReach();
        long needed = kept.lowerRank(store.startOfSliceAt(finalReach));
        for (LastTuplesSource last : lastTuples) {
            needed = Math.min(needed, last.earliestRank(finalReach));
        }
        for (UserContextSource context : contexts) {
            long start = store.startOfSliceAt(context.earliestEdge(windows.movingFinalReach()));
            needed = Math.min(needed, kept.lowerRank(start));
        }
        return needed;
    }

    void write(StateOutput output) {
        slices.write(output);
        windows.write(output);
    }

    /**
     * Takes what was written.
     *
     * @param latest the time of the latest tuple, or one before the origin
     */
    void read(StateInput input, long latest) {
        slices.read(input, latest);
        windows.read(input);
        if (!isUsed()) {
            slices.dropAll();
        }
    }
}
