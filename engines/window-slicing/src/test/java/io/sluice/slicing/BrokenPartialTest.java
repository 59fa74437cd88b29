package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that are no partial aggregate give an IOException or something that can be used. */
class BrokenPartialTest {
    static Stream<Aggregation> aggregations() {
        return Stream.of(
                Aggregations.argMinimum(),
                Aggregations.m4(),
                Aggregations.median(),
                Aggregations.approximateQuantile(0.5));
    }

    @ParameterizedTest
    @MethodSource("aggregations")
    void bytesThatAreCutOffAreRefused(Aggregation aggregation) {
        AggregationSteps<?> steps = AggregationSteps.of(aggregation);
        byte[] bytes = bytes(steps);

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> steps.read(cut));
        }
    }

    @ParameterizedTest
    @MethodSource("aggregations")
    void bytesThatAreWrongDoNoHarm(Aggregation aggregation) {
        AggregationSteps<?> steps = AggregationSteps.of(aggregation);
        byte[] bytes = bytes(steps);
        Random random = new Random(3);

        for (int round = 0; round < 5_000; round++) {
            byte[] broken = bytes.clone();
            int most = round % 2 == 0 ? Math.min(60, bytes.length) : bytes.length;
            broken[random.nextInt(most)] = (byte) random.nextInt();
            use(steps, broken);
        }
    }

    private static <A> void use(AggregationSteps<A> steps, byte[] bytes) {
        try {
            A read = steps.read(bytes);
            assertThat(steps.lower(steps.add(read, new TimedValue(1, 1)))).isNotNull();
        } catch (UncheckedIOException e) {
            assertThat(e).hasCauseInstanceOf(IOException.class);
        }
    }

    private static <A> byte[] bytes(AggregationSteps<A> steps) {
        Random random = new Random(2);
        List<TimedValue> tuples =
                IntStream.range(0, 700)
                        .mapToObj(time -> new TimedValue(time, random.nextInt(150) * 0.1))
                        .toList();
        return steps.bytes(steps.added(tuples));
    }
}
