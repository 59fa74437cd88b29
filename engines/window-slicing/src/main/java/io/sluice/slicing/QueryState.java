package io.sluice.slicing;

import org.jspecify.annotations.Nullable;

/** A query of a stream: where its windows come from, and how far they were given out. */
final class QueryState {
    private final Query query;
    private final long from;
    private final WindowSource source;
    private final PartialColumn column;
    private final @Nullable StandingWindows standing;

    /** All complete windows that end at or before it were given out. */
    long givenOut;

    DueQueue.@Nullable Entry<QueryState> due;
    DueQueue.@Nullable Entry<QueryState> retained;

    QueryState(Query query, long from, WindowSource source, PartialColumn column) {
        this.query = query;
        this.from = from;
        this.source = source;
        this.column = column;
        this.standing = source instanceof ContextFreeSource ? null : new StandingWindows();
    }

    Query query() {
        return query;
    }

    /** Windows that start before it are not given out. */
    long from() {
        return from;
    }

    WindowSource source() {
        return source;
    }

    PartialColumn column() {
        return column;
    }

    /** Windows that may still move; null if windows never move. */
    @Nullable StandingWindows standing() {
        return standing;
    }
}
