package io.sluice.slicing;

/**
 * What a saved state has of a query.
 *
 * @param window of the query as text
 * @param aggregation of the query as text
 * @param from where the query began to see the stream
 * @param progress what its window manager wrote
 */
record SavedQuery(String id, String window, String aggregation, long from, StateInput progress) {
    static void write(QueryState state, WindowManager windows, StateOutput output) {
        output.writeText(state.query().id());
        output.writeText(state.query().window().toString());
        output.writeText(state.query().aggregation().toString());
        output.writeLong(state.from());
        StateOutput progress = new StateOutput();
        windows.write(state, progress);
        output.writeBlock(progress);
    }

    static SavedQuery read(StateInput input) {
        return new SavedQuery(
                input.readText(),
                input.readText(),
                input.readText(),
                input.readLong(),
                input.readBlock());
    }

    /**
     * Checks that a query is the one that was saved.
     *
     * @throws SlicingException {@link SlicingProblem#STATE_OF_OTHERS}
     */
    void requireSame(Query query) {
        SavedState.requireSame("window of " + id, window, query.window().toString());
        SavedState.requireSame("aggregation of " + id, aggregation, query.aggregation().toString());
    }
}
