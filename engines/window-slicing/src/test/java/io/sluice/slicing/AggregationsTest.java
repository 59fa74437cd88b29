package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each function gives for a few tuples. */
class AggregationsTest {
    private static final double[] VALUES = {4, -2, 7, 7, -2, 1};

    static Stream<Aggregation> numbers() {
        return Stream.of(
                Aggregations.sum(),
                Aggregations.minimum(),
                Aggregations.maximum(),
                Aggregations.average(),
                Aggregations.first(),
                Aggregations.last(),
                Aggregations.median(),
                Aggregations.quantile(0.25),
                Aggregations.approximateQuantile(0.25));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void ofOneTupleIsItsValue(Aggregation aggregation) {
        assertThat(result(aggregation, 3.25)).isEqualTo(3.25);
    }

    @Test
    void givesWhatItsNameSays() {
        assertThat(result(Aggregations.sum(), VALUES)).isEqualTo(15.0);
        assertThat(result(Aggregations.count(), VALUES)).isEqualTo(6.0);
        assertThat(result(Aggregations.minimum(), VALUES)).isEqualTo(-2.0);
        assertThat(result(Aggregations.maximum(), VALUES)).isEqualTo(7.0);
        assertThat(result(Aggregations.average(), VALUES)).isEqualTo(2.5);
        assertThat(result(Aggregations.first(), VALUES)).isEqualTo(4.0);
        assertThat(result(Aggregations.last(), VALUES)).isEqualTo(1.0);
    }

    @Test
    void earliestOfEqualExtremesCounts() {
        TimedValue minimum = new TimedValue(1, -2);
        TimedValue maximum = new TimedValue(2, 7);

        assertThat(result(Aggregations.argMinimum(), VALUES)).isEqualTo(minimum);
        assertThat(result(Aggregations.argMaximum(), VALUES)).isEqualTo(maximum);
        assertThat(result(Aggregations.m4(), VALUES))
                .isEqualTo(
                        new M4Result(new TimedValue(0, 4), new TimedValue(5, 1), minimum, maximum));
    }

    @Test
    void ofOneTimeTheFirstIsThatWhichArrivedFirstAndTheLastThatWhichArrivedLast() {
        List<TimedValue> tuples =
                List.of(
                        new TimedValue(5, 1),
                        new TimedValue(3, 2),
                        new TimedValue(3, 3),
                        new TimedValue(5, 4));

        assertThat(result(Aggregations.first(), tuples)).isEqualTo(2.0);
        assertThat(result(Aggregations.last(), tuples)).isEqualTo(4.0);
    }

    @Test
    void standardDeviationIsThatOfASample() {
        assertThat(result(Aggregations.standardDeviation(), 1)).isEqualTo(0.0);
        assertThat(result(Aggregations.standardDeviation(), 3, 3, 3)).isEqualTo(0.0);
        assertThat((Double) result(Aggregations.standardDeviation(), 2, 4, 4, 4, 5, 5, 7, 9))
                .isCloseTo(Math.sqrt(32.0 / 7), within(1e-15));
    }

    @Test
    void standardDeviationOfLargeValuesKeepsTheirDifferences() {
        double[] values = {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16};

        assertThat((Double) result(Aggregations.standardDeviation(), values))
                .isCloseTo(Math.sqrt(30), within(1e-12));
    }

    @Test
    void sumsOfIntegersAreExact() {
        double[] values = IntStream.rangeClosed(-1000, 3000).mapToDouble(i -> i * 1e12).toArray();
        double[] cancelling = {1e100, 1, -1e100, 1};

        assertThat(result(Aggregations.sum(), values)).isEqualTo(4001 * 1000 * 1e12);
        assertThat(result(Aggregations.sum(), cancelling)).isEqualTo(2.0);
    }

    @Test
    void sumOfTenthsIsRounded() {
        double[] values = new double[1_000_000];
        Arrays.fill(values, 0.1);

        assertThat(result(Aggregations.sum(), values)).isEqualTo(100_000.0);
        assertThat(result(Aggregations.average(), values)).isEqualTo(0.1);
    }

    @Test
    void beyondTheRangeOfDoublesIsInfinity() {
        double most = Double.MAX_VALUE;

        assertThat(result(Aggregations.sum(), most, most, 1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(result(Aggregations.sum(), -most, -most, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(result(Aggregations.average(), most, most, 1))
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(result(Aggregations.standardDeviation(), -most, most, 1, -most))
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(result(Aggregations.median(), -most, most)).isEqualTo(0.0);
        assertThat(result(Aggregations.quantile(1), -most, most)).isEqualTo(most);
    }

    @Test
    void smallValuesOutliveAHugeOne() {
        for (FixedAggregation aggregation :
                List.of(
                        Aggregations.sum(),
                        Aggregations.average(),
                        Aggregations.standardDeviation())) {
            for (double huge : new double[] {1e300, -1e300, 1e20, 1e9}) {
                List<TimedValue> small =
                        IntStream.range(0, 100)
                                .mapToObj(time -> new TimedValue(time, 0.1 + time * 0.001))
                                .toList();
                List<TimedValue> all = new ArrayList<>(small);
                all.add(50, new TimedValue(50, huge));

                double right = (Double) result(aggregation, small);
                assertThat(without(aggregation, all, all.get(50)))
                        .as("%s after %s", aggregation, huge)
                        .isCloseTo(right, within(right * 1e-9));
            }
        }
    }

    private static double without(
            FixedAggregation aggregation, List<TimedValue> tuples, TimedValue taken) {
        AggregationSteps.OfWords steps = new AggregationSteps.OfWords(aggregation);
        List<TimedValue> left = new ArrayList<>(tuples);
        left.remove(taken);
        return (Double)
                steps.lower(
                        steps.invert(steps.added(tuples), taken)
                                .orElseGet(() -> steps.added(left)));
    }

    @Test
    void mostValuesAreTakenOutWithoutComputingAgain() {
        double[] values = IntStream.range(0, 100).mapToDouble(i -> 20 + i % 17 * 0.1).toArray();
        List<Aggregation> invertible =
                List.of(
                        Aggregations.sum(),
                        Aggregations.count(),
                        Aggregations.average(),
                        Aggregations.standardDeviation(),
                        Aggregations.minimum(),
                        Aggregations.maximum(),
                        Aggregations.argMinimum(),
                        Aggregations.argMaximum(),
                        Aggregations.m4(),
                        Aggregations.median());
        for (Aggregation aggregation : invertible) {
            assertThat(isInverted(AggregationSteps.of(aggregation), tuples(values), 40))
                    .as("%s", aggregation)
                    .isTrue();
            assertThat(aggregation.traits().invertible()).isTrue();
        }
    }

    private static <A> boolean isInverted(
            AggregationSteps<A> steps, List<TimedValue> tuples, int index) {
        return steps.invert(steps.added(tuples), tuples.get(index)).isPresent();
    }

    @Test
    void negativeZeroIsLessThanZero() {
        assertThat(result(Aggregations.minimum(), 0.0, -0.0)).isEqualTo(-0.0);
        assertThat(result(Aggregations.argMinimum(), 0.0, -0.0)).isEqualTo(new TimedValue(1, -0.0));
        assertThat(result(Aggregations.argMaximum(), -0.0, 0.0)).isEqualTo(new TimedValue(1, 0.0));
        assertThat(result(Aggregations.quantile(0), 0.0, -0.0)).isEqualTo(-0.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.001, 1.001, Double.NaN, Double.POSITIVE_INFINITY})
    void rankThatIsNoneIsRefused(double rank) {
        assertThatExceptionOfType(SlicingException.class)
                .isThrownBy(() -> Aggregations.quantile(rank))
                .satisfies(thrown ->
                        assertThat(thrown.problem())
                                .isEqualTo(SlicingProblem.AGGREGATION_OUT_OF_RANGE));
        assertThatExceptionOfType(SlicingException.class)
                .isThrownBy(() -> Aggregations.approximateQuantile(rank));
    }

    @Test
    void namesInSavedStatesStay() {
        assertThat(
                        Stream.of(
                                Aggregations.sum(),
                                Aggregations.count(),
                                Aggregations.minimum(),
                                Aggregations.maximum(),
                                Aggregations.average(),
                                Aggregations.standardDeviation(),
                                Aggregations.first(),
                                Aggregations.last(),
                                Aggregations.argMinimum(),
                                Aggregations.argMaximum(),
                                Aggregations.m4(),
                                Aggregations.median(),
                                Aggregations.quantile(0.95),
                                Aggregations.quantile(-0.0),
                                Aggregations.approximateQuantile(0.95)))
                .extracting(Aggregation::toString)
                .containsExactly(
                        "sum",
                        "count",
                        "minimum",
                        "maximum",
                        "average",
                        "standardDeviation",
                        "first",
                        "last",
                        "argMinimum",
                        "argMaximum",
                        "m4",
                        "quantile(0.5)",
                        "quantile(0.95)",
                        "quantile(0.0)",
                        "approximateQuantile(0.95)");
    }

    @Test
    void equalFunctionsAndAllQuantilesOfAKindSharePartialAggregates() {
        assertThat(Aggregations.sum().partials()).isEqualTo(Aggregations.sum().partials());
        assertThat(Aggregations.argMinimum().partials())
                .isNotEqualTo(Aggregations.argMaximum().partials());
        assertThat(Aggregations.median().partials())
                .isEqualTo(Aggregations.quantile(0.9).partials())
                .isNotEqualTo(Aggregations.approximateQuantile(0.9).partials());
        assertThat(Aggregations.approximateQuantile(0.9).partials())
                .isEqualTo(Aggregations.approximateQuantile(0.1).partials());
    }

    private static Object result(Aggregation aggregation, double... values) {
        return result(aggregation, tuples(values));
    }

    private static Object result(Aggregation aggregation, List<TimedValue> tuples) {
        return lowered(AggregationSteps.of(aggregation), tuples);
    }

    private static <A> Object lowered(AggregationSteps<A> steps, List<TimedValue> tuples) {
        return steps.lower(steps.added(tuples));
    }

    private static List<TimedValue> tuples(double... values) {
        return IntStream.range(0, values.length)
                .mapToObj(time -> new TimedValue(time, values[time]))
                .toList();
    }
}
