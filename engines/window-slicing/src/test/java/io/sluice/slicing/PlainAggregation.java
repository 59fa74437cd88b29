package io.sluice.slicing;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * An aggregate function and what it computes, written down once more as a function of a list.
 *
 * @param result of the tuples of a window in their order, of which there is one at least
 * @param tolerance how far a number may be from it, as a part of it
 */
record PlainAggregation(
        Aggregation aggregation, Function<List<TimedValue>, Object> result, double tolerance) {
    private static final double ROUNDING = 1e-12;

    /** The tuples themselves, which shows most. */
    static final PlainAggregation SEQUENCE =
            new PlainAggregation(new SequenceAggregation(), List::copyOf, 0);

    static final PlainAggregation SUM =
            number(Aggregations.sum(), tuples -> values(tuples).sum(), 0);

    static final PlainAggregation COUNT = number(Aggregations.count(), List::size, 0);

    /** Those for which no tuples are kept on time. */
    static final List<PlainAggregation> COMMUTATIVE =
            List.of(
                    SUM,
                    COUNT,
                    number(Aggregations.minimum(), tuples -> sorted(tuples)[0], 0),
                    number(Aggregations.maximum(), tuples -> quantile(tuples, 1), 0),
                    number(
                            Aggregations.average(),
                            tuples -> values(tuples).sum() / tuples.size(),
                            0),
                    number(
                            Aggregations.standardDeviation(),
                            PlainAggregation::standardDeviation,
                            1e-9),
                    number(Aggregations.first(), tuples -> tuples.getFirst().value(), 0),
                    number(Aggregations.last(), tuples -> tuples.getLast().value(), 0),
                    object(Aggregations.argMinimum(), PlainAggregation::least),
                    object(Aggregations.argMaximum(), PlainAggregation::greatest),
                    object(
                            Aggregations.m4(),
                            tuples ->
                                    new M4Result(
                                            tuples.getFirst(),
                                            tuples.getLast(),
                                            least(tuples),
                                            greatest(tuples))),
                    number(Aggregations.median(), tuples -> quantile(tuples, 0.5), ROUNDING),
                    number(Aggregations.quantile(0.9), tuples -> quantile(tuples, 0.9), ROUNDING),
                    number(
                            Aggregations.approximateQuantile(0.2),
                            tuples -> quantile(tuples, 0.2),
                            ROUNDING),
                    number(
                            Aggregations.approximateQuantile(0.9),
                            tuples -> quantile(tuples, 0.9),
                            ROUNDING));

    /** All that there are. */
    static final List<PlainAggregation> ALL =
            Stream.concat(COMMUTATIVE.stream(), Stream.of(SEQUENCE)).toList();

    private static PlainAggregation object(
            Aggregation aggregation, Function<List<TimedValue>, Object> result) {
        return new PlainAggregation(aggregation, result, 0);
    }

    private static PlainAggregation number(
            Aggregation aggregation, ToDoubleFunction<List<TimedValue>> result, double tolerance) {
        return new PlainAggregation(aggregation, result::applyAsDouble, tolerance);
    }

    private static DoubleStream values(List<TimedValue> tuples) {
        return tuples.stream().mapToDouble(TimedValue::value);
    }

    private static double[] sorted(List<TimedValue> tuples) {
        return values(tuples).sorted().toArray();
    }

    /** Of equal ones the earliest. */
    private static TimedValue least(List<TimedValue> tuples) {
        TimedValue least = tuples.getFirst();
        for (TimedValue tuple : tuples) {
            least = tuple.value() < least.value() ? tuple : least;
        }
        return least;
    }

    /** Of equal ones the earliest. */
    private static TimedValue greatest(List<TimedValue> tuples) {
        TimedValue greatest = tuples.getFirst();
        for (TimedValue tuple : tuples) {
            greatest = tuple.value() > greatest.value() ? tuple : greatest;
        }
        return greatest;
    }

    private static double quantile(List<TimedValue> tuples, double rank) {
        double[] sorted = sorted(tuples);
        double place = rank * (sorted.length - 1);
        double below = sorted[(int) Math.floor(place)];
        double above = sorted[(int) Math.ceil(place)];
        return below + (place - Math.floor(place)) * (above - below);
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
