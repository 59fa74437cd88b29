package io.sluice.slicing;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates of many windows over one stream, by general stream slicing.
 *
 * <p>The stream is cut into slices at the starts and ends of all windows. A tuple is added to the
 * aggregate of its slice, once, however many windows it is in; when a window ends, the aggregates
 * of its slices are combined. Tuples themselves are kept only where a query can't do without. The
 * source is chapter 4 of J. Traub, Demand-based Data Stream Gathering, Processing, and
 * Transmission.
 *
 * <p>A tuple is a time and a value. A watermark says that no tuple at or before its time comes any
 * more; a window {@code [start, end)} is given out at the first watermark at or after {@code end -
 * 1}. A tuple behind the watermark, but by less than the allowed lateness, corrects the windows
 * that were given out; one further behind is {@link Outcome#LATE} and changes nothing.
 *
 * <p>A query sees what comes after it was added: the windows on time that start after the latest
 * tuple that was there before, or at the origin of the stream if there was none. Windows on counts
 * count from where the first such query was added; a later one has the windows that start at or
 * after the number of tuples counted before it.
 *
 * <p>One operator is for one stream, say of one key, and for one thread. Nothing is allocated per
 * tuple for queries on periodic and session windows with a {@link FixedAggregation}.
 */
public final class SlicingOperator {
    /** The earliest time that a stream may have. */
    public static final long EARLIEST_TIME = -(1L << 61);

    /** The latest time that a tuple may have. */
    public static final long LATEST_TIME = 1L << 61;

    /** The longest length, slide, gap or lateness: any two and a time can be added. */
    public static final long LONGEST = 1L << 60;

    static final long BEFORE_ALL = Long.MIN_VALUE;
    private static final long FIRST_WATERMARK = -(1L << 62);
    private static final long LAST_WATERMARK = 1L << 62;

    private final SlicingSettings settings;
    private final boolean inOrder;
    private final WindowSink sink;
    private final Counters counters = new Counters();
    private final Map<String, QueryState> queries = new LinkedHashMap<>();
    private final TimeMeasure times;
    private @Nullable CountMeasure counts;
    private @Nullable TupleStore tuples;

    private long latest = BEFORE_ALL;
    private long watermark = FIRST_WATERMARK;

    /** A tuple from one to before the other belongs to the last slice, and changes nothing else. */
    private long plainFrom = Long.MAX_VALUE;

    private long plainUntil = Long.MIN_VALUE;

    private long shortestGap = SliceManager.NO_GAP;

    /** A new stream, without queries. */
    public SlicingOperator(SlicingSettings settings, WindowSink sink) {
        this.settings = settings;
        this.inOrder = settings.order() == StreamOrder.IN_ORDER;
        this.sink = sink;
        this.times = new TimeMeasure(settings, FIRST_WATERMARK + 1, sink, counters);
    }

    // Queries

    /**
     * Adds a query.
     *
     * @throws SlicingException {@link SlicingProblem#QUERY_EXISTS} if one of its id is there;
     *     {@link SlicingProblem#WINDOW_BROKEN}, {@link SlicingProblem#LENGTH_OUT_OF_RANGE} if its
     *     window is of a type of the user's that can't be
     */
    public void add(Query query) {
        if (queries.containsKey(query.id())) {
            throw SlicingProblem.QUERY_EXISTS.with("there is a query " + query.id() + " already");
        }
        long from = latest == BEFORE_ALL ? settings.origin() : latest + 1;
        WindowCheck.requireSound(query.window(), from);
        if (TupleDemand.of(query, settings.order()) && tuples == null) {
            keepTuples(new TupleStore(from));
        }
        if (query.window().measure() == Measure.COUNT && counts == null) {
            counts = newCounts(from);
        }
        queries.put(query.id(), added(query, from));
        findPlain();
    }

    private QueryState added(Query query, long from) {
        return query.window() instanceof ContextFreeWindow window && isOnCounts(query)
                ? requireNonNull(counts).add(query, window)
                : times.add(query, from, latest, tuples);
    }

    private CountMeasure newCounts(long from) {
        CountMeasure measure = new CountMeasure(from, settings, sink, counters);
        if (tuples != null && !inOrder) {
            measure.slices().keepTuples(tuples);
        }
        return measure;
    }

    private void keepTuples(@Nullable TupleStore kept) {
        tuples = kept;
        times.slices().keepTuples(kept);
    }

    /**
     * Removes a query and what is held for it alone. Its windows are not withdrawn.
     *
     * @throws SlicingException {@link SlicingProblem#QUERY_UNKNOWN}
     */
    public void remove(String queryId) {
        QueryState state = queries.remove(queryId);
        if (state == null) {
            throw SlicingProblem.QUERY_UNKNOWN.with("there is no query " + queryId);
        }
        if (state.query().window() instanceof ContextFreeWindow window
                && isOnCounts(state.query())) {
            requireNonNull(counts).remove(state, window);
        } else {
            times.remove(state);
        }
        dropWhatNobodyNeeds();
        findPlain();
    }

    private void dropWhatNobodyNeeds() {
        if (queries.values().stream().noneMatch(one -> isOnCounts(one.query()))) {
            counts = null;
        }
        if (queries.values().stream()
                .noneMatch(one -> TupleDemand.of(one.query(), settings.order()))) {
            keepTuples(null);
        }
    }

    private static boolean isOnCounts(Query query) {
        return query.window().measure() == Measure.COUNT;
    }

    // Tuples

    /**
     * Takes a tuple. Windows that become complete by it, or that it corrects, are given out before
     * this returns.
     *
     * @param time from the origin of the settings to {@link #LATEST_TIME}, in any unit
     * @param value finite
     * @throws SlicingException {@link SlicingProblem#VALUE_NOT_FINITE}, {@link
     *     SlicingProblem#TIME_OUT_OF_RANGE}
     */
    public Outcome process(long time, double value) {
        if (!Double.isFinite(value)) {
            throw SlicingProblem.VALUE_NOT_FINITE.with("the value at " + time + " is " + value);
        }
        if (time >= plainFrom && time < plainUntil && time - latest < shortestGap) {
            times.store().addLast(time, time, value);
            latest = time;
            plainFrom = time;
            counters.accepted++;
            return Outcome.ACCEPTED;
        }
        requireInRange(time);
        return processSlowly(time, value);
    }

    private Outcome processSlowly(long time, double value) {
        if (time <= horizon()) {
            counters.late++;
            return Outcome.LATE;
        }
        if (isFull(time)) {
            return Outcome.FULL;
        }
        long changed = times.announce(time, value, latest, horizon());
        advanceInOrder(time);
        add(time, value, changed);
        findPlain();
        return Outcome.ACCEPTED;
    }

    /** In a stream in order a tuple is a watermark just before it. */
    private void advanceInOrder(long time) {
        if (inOrder && time - 1 > watermark) {
            advance(time - 1);
        }
    }

    private void add(long time, double value, long changed) {
        boolean late = time <= watermark;
        long rank = tuples != null && time >= tuples.from() ? tuples.add(time, value) : -1;
        times.add(time, value, latest, late, changed);
        if (counts != null) {
            counts.add(rank, time, value, late, time >= latest);
        }
        counters.accepted++;
        counters.outOfOrder += time < latest ? 1 : 0;
        latest = Math.max(latest, time);
    }

    private boolean isFull(long time) {
        if (times.isFull(settings.maximumSlices(), time)) {
            return true;
        }
        if (counts != null && counts.isFull(settings.maximumSlices())) {
            return true;
        }
        return tuples != null && tuples.size() >= settings.maximumTuples() && time >= tuples.from();
    }

    private void findPlain() {
        boolean plain = counts == null && tuples == null && !times.hasContexts();
        long nextDue = inOrder ? times.windows().nextDue() : Long.MAX_VALUE;
        long end = Math.min(LATEST_TIME + 1, Math.min(times.slices().currentEnd(), nextDue));
        shortestGap = times.slices().shortestGap();
        plainFrom = Math.max(latest, watermark + 1);
        plainUntil = plain ? end : Long.MIN_VALUE;
    }

    private void requireInRange(long time) {
        if (time < settings.origin() || time > LATEST_TIME) {
            throw SlicingProblem.TIME_OUT_OF_RANGE.with(
                    "the time is "
                            + time
                            + ", it must be from "
                            + settings.origin()
                            + " to "
                            + LATEST_TIME);
        }
    }

    // Punctuations and watermarks

    /**
     * Takes a punctuation: all punctuated windows end there, and new ones start. In a stream in
     * order it must come before the tuples of its time.
     *
     * @param time as of a tuple
     * @return {@link Outcome#LATE} if a tuple of that time would be late too
     * @throws SlicingException {@link SlicingProblem#TIME_OUT_OF_RANGE}
     */
    public Outcome punctuate(long time) {
        requireInRange(time);
        if (time <= horizon() || (inOrder && time <= latest)) {
            counters.late++;
            return Outcome.LATE;
        }
        times.punctuate(time, latest);
        findPlain();
        return Outcome.ACCEPTED;
    }

    /**
     * Says that no tuple at or before a time comes any more, but for late ones. Windows that become
     * complete are given out, and what no window needs any more is forgotten.
     *
     * @param time any; {@link Long#MAX_VALUE} ends all windows
     * @return whether the watermark has advanced; one that is not after the last is ignored
     */
    public boolean advanceWatermark(long time) {
        long bounded = Math.clamp(time, FIRST_WATERMARK, LAST_WATERMARK);
        if (bounded <= reached()) {
            counters.watermarksBack += bounded < reached() ? 1 : 0;
            return false;
        }
        advance(bounded);
        findPlain();
        return true;
    }

    private void advance(long to) {
        watermark = to;
        times.advance(to + 1, horizon() + 1);
        if (counts != null) {
            counts.advance(to, horizon());
        }
        if (tuples != null) {
            long needed = times.firstNeededTuple(tuples);
            if (counts != null && !inOrder) {
                needed = Math.min(needed, counts.firstNeededTuple());
            }
            tuples.dropBefore(needed);
        }
    }

    /** The time at or before which everything is late. */
    private long horizon() {
        return reached() - settings.allowedLateness();
    }

    /** The watermark; in a stream in order each tuple is one too. */
    private long reached() {
        return inOrder && latest != BEFORE_ALL ? Math.max(watermark, latest - 1) : watermark;
    }

    // State

    /** What the operator did since the stream began, and what it holds. */
    public SlicingStatistics statistics() {
        return counters.statistics(
                times.store().size(),
                counts == null ? 0 : counts.store().size(),
                tuples == null ? 0 : tuples.size());
    }

    /**
     * The state between two calls as bytes, the same for equal states: all but the settings and
     * what queries compute, which {@link #restore} is given again.
     */
    public byte[] save() {
        StateOutput output = new StateOutput();
        output.writeText(settings.toString());
        output.writeLong(latest);
        output.writeLong(watermark);
        counters.write(output);
        output.writeOptional(tuples, TupleStore::write);
        output.writeOptional(counts, (measure, to) -> to.writeLong(measure.slices().from()));
        output.writeInt(queries.size());
        for (QueryState state : queries.values()) {
            SavedQuery.write(state, windowsOf(state.query()), output);
        }
        times.write(output);
        output.writeOptional(counts, CountMeasure::write);
        return SavedState.seal(output);
    }

    private WindowManager windowsOf(Query query) {
        return isOnCounts(query) ? requireNonNull(counts).windows() : times.windows();
    }

    /**
     * The stream that {@link #save} wrote: what it does from now on is, bit for bit, what the one
     * that was saved does.
     *
     * @param settings equal to those of the saved stream
     * @param queries those of the saved stream; such as it did not have are added, those that it
     *     had and that are not given are removed
     * @throws SlicingException {@link SlicingProblem#STATE_UNREADABLE}, {@link
     *     SlicingProblem#STATE_OF_OTHERS} if settings differ, or if the window or the aggregation
     *     of a query does
     */
    public static SlicingOperator restore(
            byte[] state, SlicingSettings settings, Collection<Query> queries, WindowSink sink) {
        SlicingOperator operator = new SlicingOperator(settings, sink);
        Map<String, Query> given = new LinkedHashMap<>();
        for (Query query : queries) {
            if (given.put(query.id(), query) != null) {
                throw SlicingProblem.QUERY_EXISTS.with("there are two queries " + query.id());
            }
        }
        operator.read(SavedState.open(state), given);
        for (Query query : given.values()) {
            if (!operator.queries.containsKey(query.id())) {
                operator.add(query);
            }
        }
        operator.findPlain();
        return operator;
    }

    private void read(StateInput input, Map<String, Query> given) {
        SavedState.requireSame("settings", input.readText(), settings.toString());
        latest = input.readLong();
        watermark = input.readLong();
        counters.read(input);
        input.readOptional(from -> keepTuples(TupleStore.read(from)));
        input.readOptional(from -> counts = newCounts(from.readLong()));
        Map<QueryState, StateInput> progress = new LinkedHashMap<>();
        for (int left = input.readCount(); left > 0; left--) {
            SavedQuery saved = SavedQuery.read(input);
            Query query = given.get(saved.id());
            if (query != null) {
                QueryState state = restored(query, saved);
                queries.put(query.id(), state);
                progress.put(state, saved.progress());
            }
        }
        times.read(input, latest == BEFORE_ALL ? settings.origin() - 1 : latest);
        input.readOptional(from -> requireNonNull(counts).read(from));
        input.requireEnd();
        progress.forEach((state, saved) -> windowsOf(state.query()).read(state, saved));
        dropWhatNobodyNeeds();
    }

    private QueryState restored(Query query, SavedQuery saved) {
        saved.requireSame(query);
        return query.window() instanceof ContextFreeWindow window && isOnCounts(query)
                ? requireNonNull(counts).add(query, window, saved.from())
                : times.add(query, saved.from(), BEFORE_ALL, tuples);
    }
}
