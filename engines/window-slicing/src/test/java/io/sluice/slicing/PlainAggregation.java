package io.sluice.slicing;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * An aggregate function and what it computes, written down once more as a function of a list.
 *
 * @param result of the tuples of a window in their order, of which there is one at least
 * @param tolerance how far a number may be from it, as a part of it
 */
record PlainAggregation(
        Aggregation aggregation, Function<List<TimedValue>, Object> result, double tolerance) {
    /** The tuples themselves, which shows most. */
    static final PlainAggregation SEQUENCE =
            new PlainAggregation(new SequenceAggregation(), List::copyOf, 0);

    static final PlainAggregation SUM =
            number(Aggregations.sum(), tuples -> values(tuples).sum(), 0);

    static final PlainAggregation COUNT = number(Aggregations.count(), List::size, 0);

    /** Those for which no tuples are kept on time. */
    static List<PlainAggregation> commutative() {
        return List.of(
                SUM,
                COUNT,
                number(Aggregations.minimum(), tuples -> values(tuples).min().orElseThrow(), 0),
                number(Aggregations.maximum(), tuples -> values(tuples).max().orElseThrow(), 0),
                number(Aggregations.average(), tuples -> values(tuples).sum() / tuples.size(), 0),
                number(Aggregations.standardDeviation(), PlainAggregation::standardDeviation, 1e-9),
                number(Aggregations.first(), tuples -> tuples.getFirst().value(), 0),
                number(Aggregations.last(), tuples -> tuples.getLast().value(), 0));
    }

    private static PlainAggregation number(
            Aggregation aggregation, ToDoubleFunction<List<TimedValue>> result, double tolerance) {
        return new PlainAggregation(aggregation, result::applyAsDouble, tolerance);
    }

    private static DoubleStream values(List<TimedValue> tuples) {
        return tuples.stream().mapToDouble(TimedValue::value);
    }

    private static double standardDeviation(List<TimedValue> tuples) {
        double mean = values(tuples).sum() / tuples.size();
        double squares = values(tuples).map(value -> (value - mean) * (value - mean)).sum();
        return tuples.size() == 1 ? 0 : Math.sqrt(squares / (tuples.size() - 1));
    }

    /** Whether an operator's result is this one. */
    boolean matches(Object expected, StandingResults.Result result) {
        if (!(expected instanceof Double number)) {
            return expected.equals(result.object()) && Double.isNaN(result.value());
        }
        return result.object() instanceof Number object
                && near(number, object.doubleValue())
                && near(number, result.value());
    }

    private boolean near(double expected, double actual) {
        return Double.compare(expected, actual) == 0
                || Math.abs(expected - actual) <= tolerance * Math.max(1, Math.abs(expected));
    }

    @Override
    public String toString() {
        return aggregation.toString();
    }
}
