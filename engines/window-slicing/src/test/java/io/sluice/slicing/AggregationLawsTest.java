package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** The laws that slicing relies on, for every function that comes with the library. */
class AggregationLawsTest {
    private static final List<Aggregation> ALL =
            List.of(
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
                    Aggregations.quantile(0),
                    Aggregations.quantile(0.9),
                    Aggregations.approximateQuantile(0.3),
                    Aggregations.approximateQuantile(1));

    /**
     * Tuples in the order of their time, some of one time, some of one value, some of them huge.
     */
    @Provide
    Arbitrary<List<TimedValue>> tuples() {
        Arbitrary<Double> values =
                Arbitraries.frequencyOf(
                        Tuple.of(6, Arbitraries.integers().between(-3, 3).map(i -> i * 0.1)),
                        Tuple.of(6, Arbitraries.doubles().between(-1000, 1000)),
                        Tuple.of(2, Arbitraries.of(-0.0, 1e8, 1e15 / 3, -1e15)),
                        Tuple.of(1, Arbitraries.of(1e300, -1e300, 1e-300, Double.MIN_VALUE)));
        return Combinators.combine(Arbitraries.longs().between(0, 3), values)
                .as(TimedValue::new)
                .list()
                .ofMinSize(3)
                .ofMaxSize(40)
                .map(AggregationLawsTest::summed);
    }

    private static List<TimedValue> summed(List<TimedValue> steps) {
        List<TimedValue> tuples = new ArrayList<>();
        long time = -20;
        for (TimedValue step : steps) {
            time += step.time();
            tuples.add(new TimedValue(time, step.value()));
        }
        return tuples;
    }

    @Property
    void combiningIsAssociativeAndEqualsAdding(
            @ForAll("tuples") List<TimedValue> tuples, @ForAll Random random) {
        forAll(steps -> checkAssociative(steps, tuples, random));
    }

    private static <A> void checkAssociative(
            AggregationSteps<A> steps, List<TimedValue> tuples, Random random) {
        int first = random.nextInt(1, tuples.size() - 1);
        int second = random.nextInt(first + 1, tuples.size());
        A x = steps.added(tuples.subList(0, first));
        A y = steps.added(tuples.subList(first, second));
        A z = steps.added(tuples.subList(second, tuples.size()));
        Object expected = steps.lower(steps.added(tuples));

        check(steps, tuples, steps.combine(steps.combine(x, y), z), expected);
        check(steps, tuples, steps.combine(x, steps.combine(y, z)), expected);
        check(steps, tuples, steps.combineAll(List.of(x, y, z)), expected);
        check(steps, tuples, steps.combineAll(tuples.stream().map(steps::lift).toList()), expected);
    }

    @Property
    void combiningIsCommutativeForTuplesOfDifferentTimes(
            @ForAll("tuples") List<TimedValue> some, @ForAll Random random) {
        List<TimedValue> tuples =
                IntStream.range(0, some.size())
                        .mapToObj(time -> new TimedValue(time, some.get(time).value()))
                        .toList();
        List<TimedValue> shuffled = new ArrayList<>(tuples);
        Collections.shuffle(shuffled, random);
        forAll(steps -> checkCommutative(steps, tuples, shuffled));
    }

    private static <A> void checkCommutative(
            AggregationSteps<A> steps, List<TimedValue> tuples, List<TimedValue> shuffled) {
        assertThat(steps.aggregation().traits().commutative()).isTrue();
        Object expected = steps.lower(steps.added(tuples));
        A x = steps.added(shuffled.subList(0, shuffled.size() / 2));
        A y = steps.added(shuffled.subList(shuffled.size() / 2, shuffled.size()));

        check(steps, tuples, steps.combine(x, y), expected);
        check(steps, tuples, steps.combine(y, x), expected);
        check(steps, tuples, steps.added(shuffled), expected);
    }

    /** Of one time, the tuples come as they are in the list, but times come in any order. */
    @Property
    void tuplesOfOneTimeCountAsTheyArriveAmongOthersOutOfOrder(
            @ForAll("tuples") List<TimedValue> tuples, @ForAll @IntRange(max = 30) int factor) {
        List<TimedValue> arriving = new ArrayList<>(tuples);
        arriving.sort(Comparator.comparingLong(tuple -> tuple.time() * factor % 31));

        forAll(steps -> checkArriving(steps, tuples, arriving));
    }

    private static <A> void checkArriving(
            AggregationSteps<A> steps, List<TimedValue> tuples, List<TimedValue> arriving) {
        check(steps, tuples, steps.added(arriving), steps.lower(steps.added(tuples)));
    }

    @Property
    void whatIsTakenOutLeavesWhatWouldBeWithoutIt(
            @ForAll("tuples") List<TimedValue> tuples, @ForAll Random random) {
        forAll(steps -> checkInverting(steps, tuples, new Random(random.nextLong())));
    }

    /** Tuples come and go; what can't be inverted is computed again, as slices do. */
    private static <A> void checkInverting(
            AggregationSteps<A> steps, List<TimedValue> tuples, Random random) {
        List<TimedValue> inside = new ArrayList<>(tuples);
        List<TimedValue> outside = new ArrayList<>();
        A partial = steps.added(inside);
        for (int round = 0; round < 2 * tuples.size(); round++) {
            if (!outside.isEmpty() && (inside.size() == 1 || random.nextInt(3) == 0)) {
                TimedValue tuple = outside.removeFirst();
                inside.add(tuple);
                partial = steps.add(partial, tuple);
            } else {
                TimedValue tuple = inside.remove(random.nextInt(inside.size()));
                outside.add(tuple);
                Optional<A> inverted = steps.invert(partial, tuple);
                A again = steps.added(inside);
                inverted.ifPresent(left -> check(steps, inside, left, steps.lower(again)));
                partial = inverted.orElse(again);
            }
        }
    }

    @Property
    void partialAggregatesDontChangeByBeingUsed(@ForAll("tuples") List<TimedValue> tuples) {
        forAll(steps -> checkUnchanged(steps, tuples));
    }

    private static <A> void checkUnchanged(AggregationSteps<A> steps, List<TimedValue> tuples) {
        A x = steps.added(tuples.subList(0, tuples.size() / 2));
        A y = steps.added(tuples.subList(tuples.size() / 2, tuples.size()));
        byte[] xBytes = steps.bytes(x);
        byte[] yBytes = steps.bytes(y);

        A both = steps.combine(x, y);
        A all = steps.combineAll(List.of(x, y, x));
        byte[] allBytes = steps.bytes(all);
        steps.lower(x);
        assertThat(steps.bytes(x)).isEqualTo(xBytes);
        assertThat(steps.bytes(y)).isEqualTo(yBytes);

        A more = steps.add(steps.add(both, tuples.getFirst()), tuples.getLast());
        assertThat(steps.bytes(x)).isEqualTo(xBytes);
        assertThat(steps.bytes(y)).isEqualTo(yBytes);
        steps.add(x, tuples.getLast());
        steps.invert(y, tuples.getLast());
        assertThat(steps.bytes(all)).isEqualTo(allBytes);
        steps.invert(more, tuples.getFirst());
        assertThat(steps.bytes(all)).isEqualTo(allBytes);
    }

    @Property
    void whatIsReadIsAndBehavesLikeWhatWasWritten(@ForAll("tuples") List<TimedValue> tuples) {
        forAll(steps -> checkWriting(steps, tuples));
    }

    private static <A> void checkWriting(AggregationSteps<A> steps, List<TimedValue> tuples) {
        A original = steps.added(tuples);
        byte[] bytes = steps.bytes(original);
        A read = steps.read(bytes);
        assertThat(steps.bytes(read)).isEqualTo(bytes);
        assertThat(steps.lower(read)).isEqualTo(steps.lower(original));

        A other = steps.added(tuples.reversed());
        assertThat(steps.bytes(steps.combine(other, read)))
                .isEqualTo(steps.bytes(steps.combine(other, original)));
        Optional<A> readLess = steps.invert(read, tuples.getFirst());
        Optional<A> originalLess = steps.invert(original, tuples.getFirst());
        assertThat(readLess.isPresent()).isEqualTo(originalLess.isPresent());
        if (readLess.isPresent() && originalLess.isPresent()) {
            assertThat(steps.bytes(steps.add(readLess.get(), tuples.getLast())))
                    .isEqualTo(steps.bytes(steps.add(originalLess.get(), tuples.getLast())));
        }
    }

    @Property(tries = 300)
    void sumIsTheExactOneRounded(@ForAll("tuples") List<TimedValue> tuples) {
        AggregationSteps.OfWords steps = new AggregationSteps.OfWords(Aggregations.sum());
        double exact =
                tuples.stream()
                        .map(tuple -> new BigDecimal(tuple.value()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .doubleValue();

        check(steps, tuples, steps.added(tuples), exact);
        check(steps, tuples, steps.combineAll(tuples.stream().map(steps::lift).toList()), exact);
    }

    private static void forAll(Consumer<AggregationSteps<?>> law) {
        ALL.forEach(aggregation -> law.accept(AggregationSteps.of(aggregation)));
    }

    private static <A> void check(
            AggregationSteps<A> steps, List<TimedValue> tuples, A partial, Object expected) {
        Object actual = steps.lower(partial);
        if (actual.equals(expected)) {
            return;
        }
        double tolerance = tolerance(steps.aggregation(), tuples);
        if (tolerance == 0) {
            assertThat(actual).as("%s of %s", steps.aggregation(), tuples).isEqualTo(expected);
            return;
        }
        double right = ((Number) expected).doubleValue();
        assertThat(((Number) actual).doubleValue())
                .as("%s of %s, where %s is right", steps.aggregation(), tuples, right)
                .isBetween(
                        right - Math.abs(right) * 1e-9 - tolerance,
                        right + Math.abs(right) * 1e-9 + tolerance);
    }

    /** How far off a result may be beside a relative 1e-9; 0 if it must be exact. */
    private static double tolerance(Aggregation aggregation, List<TimedValue> tuples) {
        double magnitude = tuples.stream().mapToDouble(tuple -> Math.abs(tuple.value())).sum();
        return switch (aggregation) {
            case Sum _, Average _ -> Double.MIN_NORMAL + magnitude * 1e-29;
            case StandardDeviation _ -> Double.MIN_NORMAL + magnitude * 1e-12;
            default -> 0;
        };
    }
}
