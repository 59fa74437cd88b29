package io.sluice.slicing;

import org.jspecify.annotations.Nullable;

/** The one object through which all results are seen. */
final class ResultView implements WindowResult {
    private final WindowSink sink;
    private @Nullable QueryState state;
    private long start;
    private long end;
    private Emission emission = Emission.FIRST;

    ResultView(WindowSink sink) {
        this.sink = sink;
    }

    /** Gives out what the column of a query has accumulated. */
    void give(QueryState ofQuery, long from, long to, Emission how) {
        state = ofQuery;
        start = from;
        end = to;
        emission = how;
        sink.accept(this);
    }

    private QueryState state() {
        if (state == null) {
            throw new IllegalStateException("a result is seen only while it is given out");
        }
        return state;
    }

    @Override
    public Query query() {
        return state().query();
    }

    @Override
    public long start() {
        return start;
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public Emission emission() {
        return emission;
    }

    @Override
    public double value() {
        return emission == Emission.WITHDRAWAL
                ? Double.NaN
                : state().column().value(state().query().aggregation());
    }

    @Override
    public @Nullable Object object() {
        return emission == Emission.WITHDRAWAL
                ? null
                : state().column().object(state().query().aggregation());
    }
}
