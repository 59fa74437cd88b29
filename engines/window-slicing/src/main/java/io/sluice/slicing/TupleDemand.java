package io.sluice.slicing;

/** Tells which queries need tuples to be kept: the decision tree of the thesis, figure 4.5. */
final class TupleDemand {
    private TupleDemand() {}

    static boolean of(Query query, StreamOrder order) {
        return switch (order) {
            case IN_ORDER -> isForwardContextAware(query.window());
            case OUT_OF_ORDER ->
                    !query.aggregation().traits().commutative()
                            || isContextAwareWithoutSessions(query.window())
                            || query.window().measure() == Measure.COUNT;
        };
    }

    private static boolean isForwardContextAware(Window window) {
        return switch (window) {
            case LastTuplesWindow _ -> true;
            case ContextAwareWindow one -> one.forwardContextAware();
            case ContextFreeWindow _, SessionWindow _, PunctuationWindow _ -> false;
        };
    }

    private static boolean isContextAwareWithoutSessions(Window window) {
        return switch (window) {
            case LastTuplesWindow _, ContextAwareWindow _, PunctuationWindow _ -> true;
            case ContextFreeWindow _, SessionWindow _ -> false;
        };
    }
}
