package io.sluice.slicing;

/** A query whose results are known. */
record PlainQuery(String id, Window window, PlainAggregation aggregation) {
    Query query() {
        return new Query(id, window, aggregation.aggregation());
    }

    /** Whether tuples are kept for it: figure 4.5 of the thesis. */
    boolean demandsTuples(StreamOrder order) {
        if (order == StreamOrder.IN_ORDER) {
            return switch (window) {
                case LastTuplesWindow _ -> true;
                case ContextAwareWindow aware -> aware.forwardContextAware();
                case ContextFreeWindow _, SessionWindow _, PunctuationWindow _ -> false;
            };
        }
        return !aggregation.aggregation().traits().commutative()
                || switch (window) {
                    case ContextFreeWindow free -> free.measure() == Measure.COUNT;
                    case SessionWindow _ -> false;
                    case PunctuationWindow _, LastTuplesWindow _, ContextAwareWindow _ -> true;
                };
    }
}
