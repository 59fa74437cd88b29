package io.sluice.slicing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives out windows on one measure: when they are complete, and again when they change (thesis,
 * step 3 of 4.5.3).
 */
final class WindowManager {
    private static final int FEW = 16;

    private final AggregateStore store;
    private final ResultView view;
    private final Counters counters;
    private final List<QueryState> states = new ArrayList<>();

    /** Those of the states whose windows may move. */
    private final List<QueryState> moving = new ArrayList<>();

    private final DueQueue<QueryState> due = new DueQueue<>();
    private final DueQueue<QueryState> retained = new DueQueue<>();
    private final WindowCallback firsts = this::giveOutFirst;
    private final WindowCallback corrections = this::giveOutCorrection;

    /** Windows that end at or before it are complete. */
    private long reach;

    /** Windows that end at or before it are final. */
    private long finalReach;

    /** How many slices there must be for it to be worth looking for such that can be merged. */
    private int mergeAt = FEW;

    /** What the callbacks are about. */
    private @Nullable QueryState current;

    private long changedAt;
    private boolean mayBeFirst;

    /** The slices of the window that was looked for last: from one to before another. */
    private int low;

    private int high;

    WindowManager(AggregateStore store, long reach, WindowSink sink, Counters counters) {
        this.store = store;
        this.view = new ResultView(sink);
        this.counters = counters;
        this.reach = reach;
        this.finalReach = reach;
    }

    boolean isEmpty() {
        return states.isEmpty();
    }

    long reach() {
        return reach;
    }

    /** The queries whose windows may move. */
    List<QueryState> moving() {
        return moving;
    }

    // Queries

    void add(QueryState state, long givenOut) {
        states.add(state);
        state.givenOut = givenOut;
        state.due = due.add(state, state.source().nextEnd(givenOut));
        state.retained = retained.add(state, state.from());
        if (state.standing() != null) {
            moving.add(state);
        }
    }

    void remove(QueryState state) {
        states.remove(state);
        moving.remove(state);
        due.remove(Objects.requireNonNull(state.due));
        retained.remove(Objects.requireNonNull(state.retained));
        store.release(state.column());
    }

    // Windows that become complete

    /** Before it no window becomes complete. */
    long nextDue() {
        return due.firstDue();
    }

    /**
     * Gives out the windows that end at or before a position.
     *
     * @param newFinalReach windows that end at or before it don't change any more
     */
    void advance(long newReach, long newFinalReach) {
        reach = newReach;
        finalReach = newFinalReach;
        while (due.firstDue() <= reach) {
            giveOut(due.first().element());
        }
    }

    private void giveOut(QueryState state) {
        current = state;
        state.source().windows(state.givenOut, reach, firsts);
        settled(state);
    }

    /** A window may end at a position that was not known before. */
    void mayEnd(QueryState state, long position) {
        if (position < Objects.requireNonNull(state.due).due()) {
            due.change(state.due, position);
        }
    }

    private void settled(QueryState state) {
        state.givenOut = reach;
        due.change(Objects.requireNonNull(state.due), state.source().nextEnd(reach));
    }

    private void giveOutFirst(long start, long end) {
        QueryState state = current();
        if (start >= state.from() && accumulate(state, start, end)) {
            emit(start, end, Emission.FIRST);
            StandingWindows standing = state.standing();
            if (standing != null && end > movingFinalReach()) {
                standing.add(start, end);
            }
        }
    }

    // Windows that change

    /** A tuple came for windows on time of which some were given out. */
    void correctAt(long time) {
        changedAt = time;
        mayBeFirst = true;
        for (QueryState state : states) {
            if (state.source() instanceof ContextFreeSource windows) {
                current = state;
                windows.windowsAt(time, reach, corrections);
            } else {
                reconcile(state, windowsFrom(state, time), time);
            }
        }
    }

    /** Which windows of a state may have moved by a tuple: those that end after this time. */
    private long windowsFrom(QueryState state, long time) {
        return state.source() instanceof UserContextSource user && user.isForwardContextAware()
                ? movingFinalReach()
                : time - 1;
    }

    private void giveOutCorrection(long start, long end) {
        QueryState state = current();
        if (start <= changedAt && start >= state.from() && accumulate(state, start, end)) {
            boolean wasEmpty = mayBeFirst && low + 1 == high && store.count(low) == 1;
            emit(start, end, wasEmpty ? Emission.FIRST : Emission.CORRECTION);
        }
    }

    /** All windows on counts that end after a rank have changed, up to where they are complete. */
    void correctFrom(long rank) {
        changedAt = Long.MAX_VALUE;
        mayBeFirst = false;
        for (QueryState state : states) {
            current = state;
            state.source().windows(Math.max(rank, state.from()), reach, corrections);
        }
    }

    /**
     * Gives out what differs between the windows that were given out and those that there are.
     *
     * @param after windows that end at or before it have not moved
     * @param time of the tuple that came, or {@link Long#MIN_VALUE}
     */
    void reconcile(QueryState state, long after, long time) {
        StandingWindows standing = Objects.requireNonNull(state.standing());
        long unmoved = Math.max(after, movingFinalReach());
        StandingWindows before = standing.takeAfter(unmoved);
        StandingWindows now = new StandingWindows();
        current = state;
        state.source().windows(unmoved, reach, (start, end) -> addIfAny(now, start, end));
        int old = 0;
        for (int index = 0; index < now.size(); index++) {
            old = withdraw(before, old, now.end(index), now);
            long start = now.start(index);
            long end = now.end(index);
            standing.add(start, end);
            boolean stood = before.contains(start, end);
            if ((!stood || (start <= time && time < end)) && accumulate(state, start, end)) {
                emit(start, end, stood ? Emission.CORRECTION : Emission.FIRST);
            }
        }
        withdraw(before, old, Long.MAX_VALUE, now);
        settled(state);
    }

    /** Withdraws the windows up to an end that are no more, and gives the index of the next. */
    private int withdraw(StandingWindows before, int from, long upTo, StandingWindows now) {
        int index = from;
        while (index < before.size() && before.end(index) <= upTo) {
            if (!now.contains(before.start(index), before.end(index))) {
                emit(before.start(index), before.end(index), Emission.WITHDRAWAL);
            }
            index++;
        }
        return index;
    }

    private void addIfAny(StandingWindows windows, long start, long end) {
        if (start >= current().from() && find(start, end)) {
            windows.add(start, end);
        }
    }

    // Results

    private boolean find(long start, long end) {
        low = store.firstWithLastAfter(start - 1);
        high = store.firstWithFirstFrom(end);
        return low < high;
    }

    private boolean accumulate(QueryState state, long start, long end) {
        if (!find(start, end)) {
            return false;
        }
        PartialColumn column = state.column();
        column.begin();
        if (state.source() instanceof LastTuplesSource last) {
            accumulateTuples(column, last.tuples(), last.firstRank(end));
        }
        store.accumulate(column, low, high);
        return true;
    }

    /** Accumulates the tuples from a rank to the end of their slice, if that begins before. */
    private void accumulateTuples(PartialColumn column, TupleStore tuples, long firstRank) {
        long end = tuples.upperRank(store.last(low));
        if (end - firstRank >= store.count(low)) {
            return;
        }
        for (long rank = firstRank; rank < end; rank++) {
            column.accumulateTuple(tuples.time(rank), tuples.value(rank));
        }
        low++;
    }

    private void emit(long start, long end, Emission emission) {
        switch (emission) {
            case FIRST -> counters.first++;
            case CORRECTION -> counters.corrections++;
            case WITHDRAWAL -> counters.withdrawals++;
        }
        view.give(current(), start, end, emission);
    }

    // Forgetting

    /** The position before which no query needs anything. */
    long earliestNeeded() {
        while (retained.firstDue() < finalReach) {
            DueQueue.Entry<QueryState> first = retained.first();
            QueryState state = first.element();
            long earliest = state.source().earliestStart(finalReach(state));
            if (earliest <= first.due()) {
                return first.due();
            }
            retained.change(first, earliest);
        }
        return finalReach;
    }

    /**
     * Merges slices in which nothing changes any more where no window starts that is not final. So
     * a session without end, or a day among windows of seconds, holds few slices.
     */
    void mergeFinal() {
        if (store.size() < mergeAt) {
            return;
        }
        BitSet starts = new BitSet(store.size());
        states.forEach(state -> state.source().markStarts(finalReach(state), starts));
        counters.merges +=
                store.mergeRuns(next -> !starts.get(next) && store.end(next) <= finalReach);
        mergeAt = Math.max(FEW, 4 * store.size());
    }

    private long finalReach(QueryState state) {
        return state.standing() == null ? finalReach : movingFinalReach();
    }

    /**
     * Windows that move are final if they end at or before it: what still comes is after the
     * horizon, but may be a window's end just there.
     */
    long movingFinalReach() {
        return finalReach - 1;
    }

    /** Forgets which windows were given out, as far as they are final. */
    void dropFinal() {
        // By index, as this is done for each watermark and an iterator would be an object each
        // time.
        for (int index = 0; index < moving.size(); index++) {
            Objects.requireNonNull(moving.get(index).standing()).dropUpTo(movingFinalReach());
        }
    }

    private QueryState current() {
        return Objects.requireNonNull(current);
    }

    // State

    long finalReach() {
        return finalReach;
    }

    void write(StateOutput output) {
        output.writeInt(mergeAt);
        output.writeLong(reach);
        output.writeLong(finalReach);
    }

    void read(StateInput input) {
        mergeAt = input.readCount();
        reach = input.readLong();
        finalReach = input.readLong();
    }

    /** Writes how far a query is. */
    void write(QueryState state, StateOutput output) {
        output.writeLong(state.givenOut);
        output.writeLong(Objects.requireNonNull(state.due).due());
        output.writeLong(Objects.requireNonNull(state.retained).due());
        if (state.standing() != null) {
            state.standing().write(output);
        }
        switch (state.source()) {
            case PunctuationSource punctuations -> punctuations.write(output);
            case UserContextSource context -> context.write(output);
            case ContextFreeSource _, SessionSource _, LastTuplesSource _ -> {}
        }
    }

    void read(QueryState state, StateInput input) {
        state.givenOut = input.readLong();
        due.change(Objects.requireNonNull(state.due), input.readLong());
        retained.change(Objects.requireNonNull(state.retained), input.readLong());
        if (state.standing() != null) {
            state.standing().read(input);
        }
        switch (state.source()) {
            case PunctuationSource punctuations -> punctuations.read(input);
            case UserContextSource context -> context.read(input);
            case ContextFreeSource _, SessionSource _, LastTuplesSource _ -> {}
        }
        input.requireEnd();
    }
}
