package io.sluice.downsampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Laws of every downsampling, and each beside an obvious one that collects lists. */
class DownsamplingPropertyTest {
    private static final long START = 1_770_000_000_000_000L;

    /** Points in order, some of them at one time, many with equal values, none with -0.0. */
    @Provide
    Arbitrary<List<TimedValue>> series() {
        Arbitrary<Long> steps =
                Arbitraries.frequencyOf(
                        Tuple.of(1, Arbitraries.just(0L)),
                        Tuple.of(6, Arbitraries.longs().between(1, 100)),
                        Tuple.of(1, Arbitraries.longs().between(1, 1L << 40)));
        Arbitrary<Double> values =
                Arbitraries.oneOf(
                                Arbitraries.integers().between(-3, 3).map(Integer::doubleValue),
                                Arbitraries.doubles())
                        .map(value -> value + 0.0);
        return Combinators.combine(steps, values)
                .as(TimedValue::new)
                .list()
                .ofMaxSize(300)
                .map(DownsamplingPropertyTest::summed);
    }

    private static List<TimedValue> summed(List<TimedValue> steps) {
        List<TimedValue> points = new ArrayList<>();
        long time = START;
        for (TimedValue step : steps) {
            time += step.time();
            points.add(new TimedValue(time, step.value()));
        }
        return points;
    }

    @Property
    void lttbKeepsSomePointsInOrderAndBothEnds(
            @ForAll("series") List<TimedValue> series,
            @ForAll @IntRange(min = 2, max = 50) int threshold,
            @ForAll @IntRange(min = -20, max = 20) int mistake) {
        long announced = Math.max(0, series.size() + mistake);
        List<TimedValue> kept =
                TimedValue.through(sink -> new Lttb(announced, threshold, sink), series);

        assertThat(series).containsSubsequence(kept);
        assertThat(kept).hasSizeLessThanOrEqualTo(threshold);
        if (series.size() > 1) {
            assertThat(kept.getFirst()).isEqualTo(series.getFirst());
            assertThat(kept.getLast()).isEqualTo(series.getLast());
        }
        if (mistake == 0) {
            assertThat(kept).hasSize(Math.min(series.size(), threshold));
        }
    }

    @Property
    void lttbEqualsTheOneOnWholeLists(
            @ForAll("series") List<TimedValue> series,
            @ForAll @IntRange(min = 3, max = 50) int threshold) {
        assertThat(TimedValue.through(sink -> new Lttb(series.size(), threshold, sink), series))
                .isEqualTo(ObviousDownsampling.lttb(series, threshold));
    }

    @Property
    void m4EqualsTheOneOnWholeLists(
            @ForAll("series") List<TimedValue> series,
            @ForAll @IntRange(min = 1, max = 50) int width) {
        Columns range = range(series, width);
        assertThat(
                        TimedValue.through(
                                sink -> new M4(range.from(), range.to(), width, sink), series))
                .isEqualTo(ObviousDownsampling.m4(series, range));
    }

    @Property
    void m4KeepsSomePointsInOrderAndWhatMattersOfEachColumn(
            @ForAll("series") List<TimedValue> series,
            @ForAll @IntRange(min = 1, max = 50) int width) {
        Columns range = range(series, width);
        List<TimedValue> kept =
                TimedValue.through(sink -> new M4(range.from(), range.to(), width, sink), series);

        assertThat(series).containsSubsequence(kept);
        assertThat(kept).hasSizeLessThanOrEqualTo(4 * width);
        assertThat(extremes(kept, range)).isEqualTo(extremes(series, range));
    }

    @Property
    void minMaxKeepsTheExtremesOfEachColumn(
            @ForAll("series") List<TimedValue> series,
            @ForAll @IntRange(min = 1, max = 50) int width) {
        Columns range = range(series, width);
        List<TimedValue> kept =
                TimedValue.through(
                        sink -> new MinMax(range.from(), range.to(), width, sink), series);

        assertThat(series).containsSubsequence(kept);
        assertThat(kept).hasSizeLessThanOrEqualTo(2 * width);
        assertThat(kept).isEqualTo(ObviousDownsampling.minMax(series, range));
    }

    @Property
    void meanLiesWithinTheExtremesOfItsColumn(
            @ForAll("series") List<TimedValue> series,
            @ForAll @IntRange(min = 1, max = 50) int width) {
        Columns range = range(series, width);
        List<TimedValue> means =
                TimedValue.through(
                        sink -> new MeanPerColumn(range.from(), range.to(), width, sink), series);

        SortedMap<Integer, List<TimedValue>> columns = ObviousDownsampling.columns(series, range);
        assertThat(means)
                .extracting(TimedValue::time)
                .isEqualTo(columns.keySet().stream().map(range::start).toList());
        for (TimedValue mean : means) {
            List<Double> values =
                    Objects.requireNonNull(columns.get(range.of(mean.time()))).stream()
                            .map(TimedValue::value)
                            .toList();
            assertThat(mean.value()).isBetween(Collections.min(values), Collections.max(values));
        }
    }

    @Property
    void columnTakesPointsInAnyOrder(@ForAll("series") List<TimedValue> series, @ForAll long seed) {
        List<TimedValue> distinct = oneForEachTime(series);
        List<TimedValue> shuffled = new ArrayList<>(distinct);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(text(column(shuffled))).isEqualTo(text(column(distinct)));
    }

    @Property
    void mergedColumnsEqualOneColumn(
            @ForAll("series") List<TimedValue> series,
            @ForAll @IntRange(min = 0, max = 300) int cut) {
        int middle = Math.min(cut, series.size());
        M4Column merged = column(series.subList(0, middle));
        merged.merge(column(series.subList(middle, series.size())));

        assertThat(text(merged)).isEqualTo(text(column(series)));
    }

    @Property
    void columnOfATimeIsExact(
            @ForAll long from,
            @ForAll @LongRange(min = 1) long span,
            @ForAll @IntRange(min = 1) int width,
            @ForAll @LongRange(min = 0) long offset) {
        long begin = from > Long.MAX_VALUE - span ? Long.MAX_VALUE - span : from;
        Columns columns = new Columns(begin, begin + span, width);
        long place = offset % span;

        assertThat(columns.of(begin + place))
                .isEqualTo(
                        BigInteger.valueOf(place)
                                .multiply(BigInteger.valueOf(width))
                                .divide(BigInteger.valueOf(span))
                                .intValueExact());
    }

    private static Columns range(List<TimedValue> series, int width) {
        return series.isEmpty()
                ? new Columns(START, START + 1, width)
                : new Columns(series.getFirst().time(), series.getLast().time() + 1, width);
    }

    private static List<TimedValue> oneForEachTime(List<TimedValue> series) {
        TreeMap<Long, TimedValue> byTime = new TreeMap<>();
        series.forEach(point -> byTime.put(point.time(), point));
        return List.copyOf(byTime.values());
    }

    private static M4Column column(List<TimedValue> points) {
        M4Column column = new M4Column();
        points.forEach(point -> column.add(point.time(), point.value()));
        return column;
    }

    private static List<Object> text(M4Column column) {
        return column.count() == 0
                ? List.of()
                : List.of(
                        column.count(),
                        new TimedValue(column.firstTime(), column.firstValue()),
                        new TimedValue(column.lastTime(), column.lastValue()),
                        new TimedValue(column.minTime(), column.minValue()),
                        new TimedValue(column.maxTime(), column.maxValue()));
    }

    /** First, last, least and greatest of each column. */
    private static List<List<TimedValue>> extremes(List<TimedValue> points, Columns range) {
        return ObviousDownsampling.columns(points, range).values().stream()
                .map(column ->
                        Stream.of(
                                        column.getFirst(),
                                        column.getLast(),
                                        Collections.min(
                                                column,
                                                Comparator.comparingDouble(TimedValue::value)),
                                        Collections.max(
                                                column,
                                                Comparator.comparingDouble(TimedValue::value)))
                                .toList())
                .toList();
    }
}
