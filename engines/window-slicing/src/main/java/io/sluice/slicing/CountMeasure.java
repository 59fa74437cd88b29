package io.sluice.slicing;

/** Windows on counts: their slices, and what is given out of them. */
final class CountMeasure {
    private final boolean inOrder;
    private final CountSlices slices;
    private final WindowManager windows;

    CountMeasure(long from, SlicingSettings settings, WindowSink sink, Counters counters) {
        inOrder = settings.order() == StreamOrder.IN_ORDER;
        slices = new CountSlices(from, settings.store(), inOrder, counters);
        windows = new WindowManager(slices.store(), 0, sink, counters);
    }

    CountSlices slices() {
        return slices;
    }

    WindowManager windows() {
        return windows;
    }

    AggregateStore store() {
        return slices.store();
    }

    /** Adds a query, with windows that start at or after what is counted by now. */
    QueryState add(Query query, ContextFreeWindow window) {
        return add(query, window, slices.counted());
    }

    QueryState add(Query query, ContextFreeWindow window, long from) {
        QueryState state =
                new QueryState(
                        query,
                        from,
                        new ContextFreeSource(window, store()),
                        store().use(query.aggregation()));
        slices.slicer().add(window, from);
        windows.add(state, Math.max(from, windows.reach()));
        slices.endCurrentSlice();
        return state;
    }

    void remove(QueryState state, ContextFreeWindow window) {
        windows.remove(state);
        slices.slicer().remove(window);
    }

    /**
     * Adds a tuple.
     *
     * @param rank in the store of tuples, or -1 if it is not there
     * @param late whether it is behind the watermark
     * @param latest whether none before is later
     */
    void add(long rank, long time, double value, boolean late, boolean latest) {
        if (time < slices.from()) {
            slices.leaveOut(rank);
            return;
        }
        if (latest) {
            slices.addInOrder(time, value);
        } else {
            long place = slices.addOutOfOrder(rank, time, value);
            if (late) {
                windows.correctFrom(place);
            }
        }
        if (inOrder) {
            complete(slices.counted(), slices.counted());
        } else if (late) {
            windows.advance(windows.reach() + 1, windows.finalReach());
        }
    }

    /** Gives out and forgets windows after the watermark has advanced. */
    void advance(long watermark, long horizon) {
        if (!inOrder) {
            complete(slices.countedUpTo(watermark), slices.countedUpTo(horizon));
        }
    }

    private void complete(long reach, long finalReach) {
        boolean anyDue = windows.nextDue() <= reach;
        windows.advance(reach, finalReach);
        if (anyDue) {
            store().dropBefore(windows.earliestNeeded());
            windows.mergeFinal();
        }
    }

    /** Whether there is no room for one more tuple. */
    boolean isFull(int maximumSlices) {
        return store().size() >= maximumSlices && !slices.hasSliceForNext();
    }

    /** The rank, in the store of tuples, of the first tuple that may be asked for. */
    long firstNeededTuple() {
        return slices.firstRankOfSliceAt(windows.finalReach());
    }

    void write(StateOutput output) {
        slices.write(output);
        windows.write(output);
    }

    void read(StateInput input) {
        slices.read(input);
        windows.read(input);
    }
}
