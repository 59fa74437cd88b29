package io.sluice.benchmarks.slicing;

import io.sluice.slicing.Emission;
import io.sluice.slicing.Query;
import io.sluice.slicing.WindowResult;
import io.sluice.slicing.WindowSink;

/** The window that ended; one object for one after the other. */
final class EndedWindow implements WindowResult {
    private final WindowSink sink;
    private Query query;
    private long start;
    private long end;
    private Partial partial;

    EndedWindow(WindowSink sink, Query any) {
        this.sink = sink;
        this.query = any;
        this.partial = Partial.of(any.aggregation());
    }

    void give(Query itsQuery, long itsStart, long itsEnd, Partial aggregate) {
        query = itsQuery;
        start = itsStart;
        end = itsEnd;
        partial = aggregate;
        sink.accept(this);
    }

    @Override
    public Query query() {
        return query;
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
        return Emission.FIRST;
    }

    @Override
    public double value() {
        return partial.value();
    }

    @Override
    public Object object() {
        return partial.object();
    }
}
