package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.assertj.core.data.Offset;

/** Copies of streams in which tuples are delayed. */
class OutOfOrderStreamTest {
    private static final int MANY = 100_000;

    /** A tuple of a copy. */
    private record Arrived(int position, long time, double value, long arrival) {
        static List<Arrived> all(OutOfOrderStream stream) {
            return IntStream.range(0, stream.size())
                    .mapToObj(tuple ->
                            new Arrived(
                                    stream.position(tuple),
                                    stream.time(tuple),
                                    stream.value(tuple),
                                    stream.arrival(tuple)))
                    .toList();
        }

        boolean delayed() {
            return arrival > time;
        }
    }

    @Provide
    Arbitrary<long[]> times() {
        return Arbitraries.longs()
                .between(0, 20)
                .list()
                .ofMaxSize(100)
                .map(steps -> {
                    long[] times = steps.stream().mapToLong(Long::longValue).toArray();
                    for (int i = 1; i < times.length; i++) {
                        times[i] += times[i - 1];
                    }
                    return times;
                });
    }

    @Provide
    Arbitrary<Delay> delays() {
        return Arbitraries.oneOf(
                Arbitraries.longs()
                        .between(0, 50)
                        .tuple2()
                        .map(pair ->
                                Delay.uniform(
                                        Math.min(pair.get1(), pair.get2()),
                                        Math.max(pair.get1(), pair.get2()))),
                Arbitraries.longs().between(0, 50).map(cap -> Delay.exponential(10, cap)),
                Arbitraries.longs().between(0, 50).map(Delay::constant));
    }

    @Property(tries = 200)
    void tuplesAreTheSameInTheOrderOfArrival(
            @ForAll("times") long[] times,
            @ForAll @DoubleRange(min = 0, max = 1) double share,
            @ForAll("delays") Delay delay,
            @ForAll long seed) {
        List<Arrived> arrived =
                Arrived.all(new OutOfOrderStream(times, values(times.length), share, delay, seed));

        assertThat(arrived)
                .isSortedAccordingTo(Comparator.comparingLong(Arrived::arrival))
                .allSatisfy(tuple -> {
                    assertThat(tuple.time).isEqualTo(times[tuple.position]);
                    assertThat(tuple.value).isEqualTo(tuple.position);
                    assertThat(tuple.arrival - tuple.time).isBetween(0L, delay.longest());
                });
        assertThat(arrived)
                .extracting(Arrived::position)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, times.length).boxed().toList());
        assertThat(arrived.stream().filter(tuple -> !tuple.delayed()))
                .extracting(Arrived::time)
                .isSorted();
    }

    @Property(tries = 200)
    void delayedTupleIsBehindAllThatAreThereByThen(
            @ForAll("times") long[] times, @ForAll("delays") Delay delay, @ForAll long seed) {
        List<Arrived> arrived =
                Arrived.all(new OutOfOrderStream(times, values(times.length), 0.3, delay, seed));

        for (int i = 0; i < arrived.size(); i++) {
            Arrived tuple = arrived.get(i);
            // One that is delayed by 0 looks as if it was not, and is behind it too.
            assertThat(arrived.subList(i, arrived.size()))
                    .noneMatch(after ->
                            tuple.delayed() && !after.delayed() && after.time < tuple.arrival);
        }
    }

    @Property(tries = 200)
    void shareOfZeroIsTheStreamItself(@ForAll("times") long[] times, @ForAll long seed) {
        OutOfOrderStream copy =
                new OutOfOrderStream(times, values(times.length), 0, Delay.constant(9), seed);

        assertThat(IntStream.range(0, times.length).mapToLong(copy::arrival))
                .containsExactly(box(times));
        assertThat(IntStream.range(0, times.length).map(copy::position))
                .isEqualTo(IntStream.range(0, times.length).boxed().toList());
        assertThat(copy.outOfOrder()).isZero();
    }

    @Property(tries = 200)
    void sameSeedGivesTheSameCopy(
            @ForAll("times") long[] times, @ForAll("delays") Delay delay, @ForAll long seed) {
        double[] values = values(times.length);

        assertThat(Arrived.all(new OutOfOrderStream(times, values, 0.5, delay, seed)))
                .isEqualTo(Arrived.all(new OutOfOrderStream(times, values, 0.5, delay, seed)));
    }

    @Property(tries = 200)
    void watermarkIsTheHighestThatIsRight(
            @ForAll("times") long[] times, @ForAll("delays") Delay delay, @ForAll long seed) {
        OutOfOrderStream copy = new OutOfOrderStream(times, values(times.length), 0.5, delay, seed);

        for (int tuple = 0; tuple < copy.size(); tuple++) {
            long earliest =
                    IntStream.range(tuple + 1, copy.size())
                            .mapToLong(copy::time)
                            .min()
                            .orElse(Long.MAX_VALUE);
            boolean last = tuple == copy.size() - 1;
            assertThat(copy.watermarkAfter(tuple)).isEqualTo(last ? earliest : earliest - 1);
            assertThat(copy.watermarkAfter(tuple, delay.longest())).isLessThan(earliest);
        }
    }

    @Property(tries = 200)
    void tuplesOutOfOrderAreCounted(
            @ForAll("times") long[] times, @ForAll("delays") Delay delay, @ForAll long seed) {
        OutOfOrderStream copy = new OutOfOrderStream(times, values(times.length), 0.5, delay, seed);

        assertThat(copy.outOfOrder())
                .isEqualTo(
                        IntStream.range(0, copy.size())
                                .filter(tuple ->
                                        IntStream.range(0, tuple)
                                                .anyMatch(before ->
                                                        copy.time(before) > copy.time(tuple)))
                                .count());
    }

    @Example
    void delayedTuplesAreAsManyAsTheShareSays() {
        // 8 standard deviations of a binomial distribution.
        for (double share : new double[] {0.01, 0.2, 0.9}) {
            long delayed = delayed(share, Delay.constant(7)).size();
            assertThat((double) delayed)
                    .isCloseTo(
                            share * MANY, Offset.offset(8 * Math.sqrt(MANY * share * (1 - share))));
        }
        assertThat(delayed(1, Delay.constant(7))).hasSize(MANY);
    }

    @Example
    void largerShareDelaysTheSameTuplesAndMore() {
        assertThat(positions(delayed(0.4, Delay.constant(7))))
                .containsAll(positions(delayed(0.2, Delay.uniform(1, 2_000))));
    }

    @Example
    void delaysHaveTheirMeansAndBounds() {
        List<Arrived> uniform = delayed(1, Delay.uniform(1, 2_000));
        assertThat(mean(uniform)).isCloseTo(1_000.5, Offset.offset(15.0));
        assertThat(uniform)
                .extracting(tuple -> tuple.arrival - tuple.time)
                .contains(1L, 2L, 1_999L, 2_000L);

        List<Arrived> exponential = delayed(1, Delay.exponential(500, 1L << 40));
        // Rounded down, so half a unit less.
        assertThat(mean(exponential))
                .isCloseTo(499.5 * MANY / exponential.size(), Offset.offset(13.0));
        assertThat(delayed(1, Delay.exponential(500, 700)))
                .extracting(tuple -> tuple.arrival - tuple.time)
                .contains(700L)
                .allMatch(delay -> delay <= 700);
    }

    @Example
    void generatorIsSplitMix64() {
        // The first numbers of SplitMix64 for this seed. If this fails, copies are other ones.
        SplittableRandom random = new SplittableRandom(1_234_567);
        assertThat(random.nextLong()).isEqualTo(6_457_827_717_110_365_317L);
        assertThat(random.nextLong()).isEqualTo(3_203_168_211_198_807_973L);
    }

    @Example
    void copyOfASeedIsKnown() {
        long[] times = LongStream.range(0, 12).toArray();
        OutOfOrderStream copy =
                new OutOfOrderStream(times, values(12), 0.5, Delay.exponential(3, 9), 42);

        assertThat(Arrived.all(copy))
                .extracting(Arrived::position)
                .containsExactly(0, 1, 6, 4, 7, 3, 5, 2, 10, 8, 11, 9);
    }

    @Example
    void badInputIsRefused() {
        assertRefused(new long[] {1, 2}, 2, -0.1, 1, 1);
        assertRefused(new long[] {1, 2}, 2, 1.1, 1, 1);
        assertRefused(new long[] {1, 2}, 2, Double.NaN, 1, 1);
        assertRefused(new long[] {1, 2}, 3, 0.5, 1, 1);
        assertRefused(new long[] {2, 1}, 2, 0.5, 1, 1);
        assertRefused(new long[] {SlicingOperator.EARLIEST_TIME - 1}, 1, 0.5, 1, 1);
        assertRefused(new long[] {SlicingOperator.LATEST_TIME + 1}, 1, 0.5, 1, 1);
        assertRefused(new long[] {1, 2}, 2, 0.5, -1, 1);
        assertRefused(new long[] {1, 2}, 2, 0.5, 2, 1);
        assertRefused(new long[] {1, 2}, 2, 0.5, 1, SlicingOperator.LONGEST + 1);
        assertRefused(() -> Delay.constant(-1));
        assertRefused(() -> Delay.exponential(0, 1));
        assertRefused(() -> Delay.exponential(Double.NaN, 1));
        assertRefused(() -> Delay.exponential(Double.POSITIVE_INFINITY, 1));
        assertRefused(() -> Delay.exponential(1, -1));
        assertRefused(() -> Delay.exponential(1, SlicingOperator.LONGEST + 1));
        OutOfOrderStream copy =
                new OutOfOrderStream(new long[1], new double[1], 0.5, Delay.constant(1), 1);
        assertRefused(() -> copy.watermarkAfter(0, -1));
        assertRefused(() -> copy.watermarkAfter(0, SlicingOperator.LONGEST + 1));
    }

    @Example
    void timesAtTheBoundsDoNotOverflow() {
        long[] times = {SlicingOperator.EARLIEST_TIME, SlicingOperator.LATEST_TIME};
        OutOfOrderStream copy =
                new OutOfOrderStream(
                        times, values(2), 1, Delay.constant(SlicingOperator.LONGEST), 1);

        assertThat(copy.arrival(1))
                .isEqualTo(SlicingOperator.LATEST_TIME + SlicingOperator.LONGEST);
        assertThat(copy.watermarkAfter(0)).isEqualTo(SlicingOperator.LATEST_TIME - 1);
        assertThat(copy.watermarkAfter(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(copy.watermarkAfter(0, SlicingOperator.LONGEST))
                .isEqualTo(SlicingOperator.EARLIEST_TIME - SlicingOperator.LONGEST - 1);
    }

    private static void assertRefused(
            long[] times, int values, double share, long shortest, long longest) {
        assertRefused(() ->
                new OutOfOrderStream(
                        times, new double[values], share, Delay.uniform(shortest, longest), 1));
    }

    private static void assertRefused(Runnable code) {
        assertThatExceptionOfType(SlicingException.class)
                .isThrownBy(code::run)
                .extracting(SlicingException::problem)
                .isEqualTo(SlicingProblem.SETTING_OUT_OF_RANGE);
    }

    private static List<Arrived> delayed(double share, Delay delay) {
        long[] times = LongStream.range(0, MANY).toArray();
        return Arrived.all(new OutOfOrderStream(times, values(MANY), share, delay, 4_711)).stream()
                .filter(Arrived::delayed)
                .toList();
    }

    private static List<Integer> positions(List<Arrived> tuples) {
        return tuples.stream().map(Arrived::position).toList();
    }

    private static double mean(List<Arrived> tuples) {
        return tuples.stream()
                .mapToLong(tuple -> tuple.arrival - tuple.time)
                .average()
                .orElseThrow();
    }

    /** Each value is the place of its tuple. */
    private static double[] values(int number) {
        return IntStream.range(0, number).mapToDouble(position -> position).toArray();
    }

    private static Long[] box(long[] times) {
        List<Long> boxed = new ArrayList<>();
        for (long time : times) {
            boxed.add(time);
        }
        return boxed.toArray(Long[]::new);
    }
}
