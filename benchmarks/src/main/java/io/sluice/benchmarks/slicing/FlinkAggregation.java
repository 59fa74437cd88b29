package io.sluice.benchmarks.slicing;

import io.sluice.slicing.Aggregation;
import org.apache.flink.api.common.functions.AggregateFunction;

/** An aggregation as Flink takes it; partial aggregates change in place. */
final class FlinkAggregation implements AggregateFunction<FlinkTuple, Partial, Partial> {
    private static final long serialVersionUID = 1;

    private final transient Aggregation aggregation;

    FlinkAggregation(Aggregation aggregation) {
        this.aggregation = aggregation;
    }

    @Override
    public Partial createAccumulator() {
        return Partial.of(aggregation);
    }

    @Override
    public Partial add(FlinkTuple tuple, Partial partial) {
        partial.add(tuple.time, tuple.value);
        return partial;
    }

    @Override
    public Partial getResult(Partial partial) {
        return partial;
    }

    @Override
    public Partial merge(Partial left, Partial right) {
        left.merge(right);
        return left;
    }
}
