package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How far approximate quantiles are off, and that they are always off by the same. */
class ApproximateQuantileTest {
    private static final int COUNT = 100_000;

    static Stream<Arguments> distributions() {
        Random random = new Random(17);
        double[] sorted = values(random::nextGaussian);
        Arrays.sort(sorted);
        return Stream.of(
                Arguments.of("uniform", values(random::nextDouble), 0.005),
                Arguments.of("normal", values(random::nextGaussian), 0.005),
                Arguments.of("lognormal", values(() -> Math.exp(random.nextGaussian())), 0.005),
                Arguments.of("sorted", sorted, 0.005),
                Arguments.of("huge", values(() -> (random.nextDouble() * 2 - 1) * 1.7e308), 0.005),
                Arguments.of("few distinct", values(() -> random.nextInt(10)), 0.1));
    }

    private static double[] values(DoubleSupplier source) {
        return DoubleStream.generate(source).limit(COUNT).toArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("distributions")
    void ranksAreHardlyOff(String name, double[] values, double bound) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        for (int part : new int[] {COUNT, COUNT / 100, 50}) {
            List<ApproximateValues> parts = parts(values, part);
            for (ApproximateValues all : List.of(ApproximateValues.merge(parts), folded(parts))) {
                assertThat(error(all, sorted, 0, 1)).isLessThan(bound);
                assertThat(error(all, sorted, 0, 0.01)).isLessThan(0.0005);
                assertThat(error(all, sorted, 0.99, 1)).isLessThan(0.0005);
            }
        }
    }

    /** The largest of the errors of ranks in a range. */
    private static double error(ApproximateValues all, double[] sorted, double from, double to) {
        return IntStream.rangeClosed(0, 200)
                .mapToDouble(step -> from + (to - from) * step / 200)
                .map(rank -> error(sorted, rank, all.quantile(rank)))
                .max()
                .orElseThrow();
    }

    /** How far a rank is from all ranks that a value has. */
    private static double error(double[] sorted, double rank, double value) {
        assertThat(value).isFinite();
        double below = (double) firstFrom(sorted, value) / sorted.length;
        double upTo = (double) firstFrom(sorted, Math.nextUp(value)) / sorted.length;
        return Math.max(0, Math.max(below - rank, rank - upTo));
    }

    private static int firstFrom(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) / 2;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static List<ApproximateValues> parts(double[] values, int size) {
        List<ApproximateValues> parts = new ArrayList<>();
        for (int start = 0; start < values.length; start += size) {
            ApproximateValues part = new ApproximateValues(values[start]);
            for (int at = start + 1; at < Math.min(start + size, values.length); at++) {
                part.add(values[at]);
            }
            parts.add(part);
        }
        return parts;
    }

    private static ApproximateValues folded(List<ApproximateValues> parts) {
        return parts.stream()
                .reduce((left, right) -> ApproximateValues.merge(List.of(left, right)))
                .orElseThrow();
    }

    @Test
    void quantilesRiseWithTheRank() {
        double[] values = values(new Random(5)::nextGaussian);
        ApproximateValues all = ApproximateValues.merge(parts(values, 5000));
        double[] quantiles =
                IntStream.rangeClosed(0, 5000)
                        .mapToDouble(step -> all.quantile(step / 5000.0))
                        .toArray();

        assertThat(quantiles).isSorted();
        Arrays.sort(values);
        assertThat(quantiles[0]).isEqualTo(values[0]);
        assertThat(quantiles[5000]).isEqualTo(values[COUNT - 1]);
    }

    @Test
    void upTo512TuplesAreExactInWhateverParts() {
        double[] values = values(new Random(6)::nextGaussian);
        double[] few = Arrays.copyOf(values, ApproximateValues.MOST_PENDING);
        ApproximateValues all = ApproximateValues.merge(parts(few, 100));
        Arrays.sort(few);

        for (int at = 0; at < few.length; at++) {
            assertThat(all.quantile(at / 511.0)).isBetween(few[Math.max(0, at - 1)], few[at]);
        }
        assertThat(all.quantile(0.5)).isEqualTo(few[255] + (few[256] - few[255]) / 2);
    }

    @Test
    void sameTuplesGiveTheSameAlsoFromBytesAndAfterLooking() {
        AggregationSteps.OfObjects<?, ?> steps =
                new AggregationSteps.OfObjects<>(Aggregations.approximateQuantile(0.7));
        checkRepeatable(steps, new Random(8));
    }

    private static <A> void checkRepeatable(AggregationSteps<A> steps, Random random) {
        List<TimedValue> tuples =
                IntStream.range(0, 3000)
                        .mapToObj(time -> new TimedValue(time, random.nextGaussian()))
                        .toList();
        A whole = steps.added(tuples);
        A watched = steps.lift(tuples.getFirst());
        for (TimedValue tuple : tuples.subList(1, tuples.size())) {
            watched = steps.add(watched, tuple);
            if (tuple.time() % 70 == 0) {
                steps.lower(watched);
                watched = steps.read(steps.bytes(watched));
            }
        }

        assertThat(steps.bytes(watched)).isEqualTo(steps.bytes(whole));
        assertThat(steps.lower(watched)).isEqualTo(steps.lower(whole));
        byte[] before = steps.bytes(whole);
        byte[] both = steps.bytes(steps.combine(whole, watched));
        assertThat(steps.bytes(steps.combine(whole, steps.read(before)))).isEqualTo(both);
        assertThat(steps.bytes(whole)).isEqualTo(before);
    }
}
