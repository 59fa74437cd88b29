package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** Exact quantiles beside those of a sorted list. */
class QuantileTest {
    @Provide
    Arbitrary<List<Double>> values() {
        return Arbitraries.oneOf(
                        Arbitraries.integers().between(-20, 20).map(i -> i * 0.25),
                        Arbitraries.integers().between(-2000, 2000).map(i -> i * 0.25))
                .list()
                .ofMinSize(1)
                .ofMaxSize(600);
    }

    @Example
    void liesOnALineBetweenTheClosestRanks() {
        assertThat(quantile(0.5, 1, 2, 3, 4)).isEqualTo(2.5);
        assertThat(quantile(0.5, 3, 1, 2)).isEqualTo(2);
        assertThat(quantile(0.25, 1, 2, 3, 4)).isEqualTo(1.75);
        assertThat(quantile(0.95, IntStream.rangeClosed(0, 20).asDoubleStream().toArray()))
                .isEqualTo(19);
        assertThat(quantile(0, 5, 5, 6)).isEqualTo(5);
        assertThat(quantile(0.75, 5, 5, 6)).isEqualTo(5.5);
        assertThat(quantile(1, 5, 5, 6)).isEqualTo(6);
    }

    private static double quantile(double rank, double... values) {
        CountedValues all = new CountedValues(values[0]);
        IntStream.range(1, values.length).forEach(at -> all.add(values[at]));
        return all.sorted().quantile(rank);
    }

    @Property
    void isThatOfTheSortedListWhateverComesAndGoesInWhateverParts(
            @ForAll("values") List<Double> values,
            @ForAll @DoubleRange(max = 1) double rank,
            @ForAll Random random) {
        List<CountedValues> parts = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        int changing = random.nextInt(1, 50);
        for (double value : values) {
            all.add(value);
            if (parts.isEmpty() || random.nextInt(changing) == 0) {
                parts.add(new CountedValues(value));
            } else {
                change(parts, all, value, random);
            }
        }

        assertThat(CountedValues.merge(parts).sorted().quantile(rank))
                .isEqualTo(obviousQuantile(all, rank));
    }

    private static void change(
            List<CountedValues> parts, List<Double> all, double value, Random random) {
        CountedValues part = parts.get(random.nextInt(parts.size()));
        part.add(value);
        if (random.nextInt(3) == 0) {
            assertThat(part.remove(value)).isTrue();
            all.removeLast();
        }
        if (random.nextInt(20) == 0) {
            assertThat(part.sorted().distinct()).isPositive();
        }
    }

    private static double obviousQuantile(List<Double> values, double rank) {
        List<Double> sorted = values.stream().sorted(Comparator.naturalOrder()).toList();
        double place = rank * (sorted.size() - 1);
        int below = (int) place;
        double lower = sorted.get(below);
        double upper = sorted.get(Math.min(below + 1, sorted.size() - 1));
        double fraction = place - below;
        return fraction < 0.5
                ? lower + (upper - lower) * fraction
                : upper - (upper - lower) * (1 - fraction);
    }

    @Example
    void valuesThatComeAndGoTakeNoRoomForLong() {
        CountedValues values = new CountedValues(-1);
        for (int value = 0; value < 100_000; value++) {
            values.add(value);
            assertThat(values.remove(value)).isTrue();
            if (value % 10 == 0) {
                values.sorted();
            }
        }

        assertThat(values.sorted().distinct()).isLessThan(200);
        assertThat(values.remove(7)).isFalse();
        assertThat(values.sorted().quantile(1)).isEqualTo(-1);
    }
}
