package io.sluice.downsampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can't be drawn is refused. */
class BadInputTest {
    private static final PointSink NOWHERE = (_, _) -> {};

    static Stream<Function<PointSink, Downsampling>> all() {
        return Stream.of(
                sink -> new Lttb(100, 10, sink),
                sink -> new M4(0, 1_000, 10, sink),
                sink -> new MinMax(0, 1_000, 10, sink),
                sink -> new MeanPerColumn(0, 1_000, 10, sink));
    }

    @ParameterizedTest
    @MethodSource("all")
    void timeThatGoesBackIsRefused(Function<PointSink, Downsampling> downsampling) {
        Downsampling under = downsampling.apply(NOWHERE);
        under.add(5, 1);
        under.add(5, 2);

        assertThatIllegalArgumentException().isThrownBy(() -> under.add(4, 1));
    }

    @ParameterizedTest
    @MethodSource("all")
    void valueThatIsNotFiniteIsRefused(Function<PointSink, Downsampling> downsampling) {
        Downsampling under = downsampling.apply(NOWHERE);

        for (double value :
                new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> under.add(1, value));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void noPointsGiveNone(Function<PointSink, Downsampling> downsampling) {
        assertThat(TimedValue.through(downsampling, List.of())).isEmpty();
    }

    @Test
    void thresholdAndCountThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Lttb(10, 0, NOWHERE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Lttb(10, -1, NOWHERE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Lttb(-1, 10, NOWHERE));
    }

    @Test
    void thresholdOfTwoKeepsTheEndsAndOfOneTheFirst() {
        List<TimedValue> points =
                Stream.of(1, 2, 3, 4).map(time -> new TimedValue(time, time)).toList();

        assertThat(TimedValue.through(sink -> new Lttb(4, 2, sink), points))
                .containsExactly(points.getFirst(), points.getLast());
        assertThat(TimedValue.through(sink -> new Lttb(4, 1, sink), points))
                .containsExactly(points.getFirst());
    }

    @Test
    void rangeAndWidthThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new M4(0, 10, 0, NOWHERE));
        assertThatIllegalArgumentException().isThrownBy(() -> new M4(10, 10, 1, NOWHERE));
        assertThatIllegalArgumentException().isThrownBy(() -> new MinMax(11, 10, 1, NOWHERE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MeanPerColumn(Long.MIN_VALUE, Long.MAX_VALUE, 1, NOWHERE));
    }

    @Test
    void timeOutsideOfTheRangeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new M4(5, 10, 2, NOWHERE).add(4, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MinMax(5, 10, 2, NOWHERE).add(10, 1));
    }

    @Test
    void columnRefusesWhatIsNotFinite() {
        assertThatIllegalArgumentException().isThrownBy(() -> new M4Column().add(1, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new M4Column().setCount(3));
    }
}
