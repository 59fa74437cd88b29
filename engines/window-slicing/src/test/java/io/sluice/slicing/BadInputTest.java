package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.DataInput;
import java.io.DataOutput;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can't be taken is refused, and nothing changes. */
class BadInputTest {
    private static final WindowSink NOWHERE = _ -> {};
    private static final Query SUMS = new Query("sums", Window.tumbling(10), Aggregations.sum());

    private static SlicingSettings settings(StreamOrder order) {
        return order == StreamOrder.IN_ORDER
                ? SlicingSettings.inOrder()
                : SlicingSettings.outOfOrder(10);
    }

    /** An operator with some queries, tuples, a punctuation and a watermark. */
    private static SlicingOperator used(SlicingSettings settings) {
        SlicingOperator operator = new SlicingOperator(settings, NOWHERE);
        operator.add(SUMS);
        operator.add(new Query("punctuated", Window.punctuated(), Aggregations.median()));
        operator.add(new Query("sessions", Window.session(7), Aggregations.average()));
        operator.add(new Query("last", Window.lastTuples(3, 10), Aggregations.sum()));
        operator.add(new Query("counts", Window.tumbling(Measure.COUNT, 2), Aggregations.m4()));
        operator.add(new Query("peaks", new PeakWindow(10), new SequenceAggregation()));
        operator.punctuate(settings.origin() + 13);
        LongStream.of(1, 4, 14, 23, 23, 31)
                .forEach(time -> operator.process(settings.origin() + time, (double) time));
        operator.advanceWatermark(settings.origin() + 25);
        return operator;
    }

    private static void assertRefused(SlicingProblem problem, Runnable call) {
        assertThatExceptionOfType(SlicingException.class)
                .isThrownBy(call::run)
                .satisfies(refused -> {
                    assertThat(refused.problem()).isEqualTo(problem);
                    assertThat(refused.getMessage()).isNotBlank();
                });
    }

    private static void assertRefused(
            SlicingProblem problem, SlicingOperator operator, Consumer<SlicingOperator> call) {
        byte[] state = operator.save();
        SlicingStatistics statistics = operator.statistics();
        assertRefused(problem, () -> call.accept(operator));
        assertThat(operator.statistics()).isEqualTo(statistics);
        assertThat(Arrays.mismatch(operator.save(), state)).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource(StreamOrder.class)
    void valueThatIsNotFiniteIsRefused(StreamOrder order) {
        SlicingOperator operator = used(settings(order));
        for (double value :
                new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertRefused(
                    SlicingProblem.VALUE_NOT_FINITE, operator, under -> under.process(40, value));
        }
        assertThat(operator.process(40, Double.MAX_VALUE)).isEqualTo(Outcome.ACCEPTED);
        assertThat(operator.process(41, -Double.MIN_VALUE)).isEqualTo(Outcome.ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource(StreamOrder.class)
    void timeOutsideOfTheStreamIsRefused(StreamOrder order) {
        for (long origin : new long[] {0, -50, SlicingOperator.EARLIEST_TIME}) {
            SlicingOperator operator = used(settings(order).startingAt(origin));
            for (long time :
                    new long[] {
                        origin - 1, Long.MIN_VALUE, SlicingOperator.LATEST_TIME + 1, Long.MAX_VALUE
                    }) {
                SlicingProblem problem = SlicingProblem.TIME_OUT_OF_RANGE;
                assertRefused(problem, operator, under -> under.process(time, 1));
                assertRefused(problem, operator, under -> under.punctuate(time));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(StreamOrder.class)
    void timesAtTheBoundsAreTaken(StreamOrder order) {
        SlicingSettings settings = settings(order).startingAt(SlicingOperator.EARLIEST_TIME);
        SlicingOperator operator = new SlicingOperator(settings, NOWHERE);
        operator.add(SUMS);

        assertThat(operator.process(SlicingOperator.EARLIEST_TIME, 1)).isEqualTo(Outcome.ACCEPTED);
        assertThat(operator.punctuate(SlicingOperator.LATEST_TIME)).isEqualTo(Outcome.ACCEPTED);
        assertThat(operator.process(SlicingOperator.LATEST_TIME, 1)).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void lengthsThatMakeNoSenseAreRefused() {
        SlicingProblem problem = SlicingProblem.LENGTH_OUT_OF_RANGE;
        for (long length : new long[] {0, -1, SlicingOperator.LONGEST + 1, Long.MIN_VALUE}) {
            assertRefused(problem, () -> Window.tumbling(length));
            assertRefused(problem, () -> Window.tumbling(Measure.COUNT, length));
            assertRefused(problem, () -> Window.sliding(length, 5));
            assertRefused(problem, () -> Window.sliding(5, length));
            assertRefused(problem, () -> Window.session(length));
            assertRefused(problem, () -> Window.lastTuples(5, length));
        }
        assertRefused(problem, () -> new PeriodicWindow(Measure.TIME, 5, 5, -1));
        assertRefused(problem, () -> new PeriodicWindow(Measure.TIME, 9, 5, 5));
        assertRefused(problem, () -> Window.lastTuples(0, 5));
        assertRefused(problem, () -> Window.lastTuples(-1, 5));
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        SlicingProblem problem = SlicingProblem.SETTING_OUT_OF_RANGE;
        assertRefused(problem, () -> SlicingSettings.outOfOrder(-1));
        assertRefused(problem, () -> SlicingSettings.outOfOrder(SlicingOperator.LONGEST + 1));
        assertRefused(
                problem,
                () ->
                        new SlicingSettings(
                                StreamOrder.IN_ORDER, 1, 0, AggregateStoreKind.LAZY, 10, 10));
        SlicingSettings settings = SlicingSettings.inOrder();
        assertRefused(problem, () -> settings.startingAt(SlicingOperator.EARLIEST_TIME - 1));
        assertRefused(problem, () -> settings.startingAt(SlicingOperator.LATEST_TIME + 1));
        assertRefused(problem, () -> settings.holdingAtMost(0, 1));
        assertRefused(problem, () -> settings.holdingAtMost(1, 0));
    }

    @Test
    void aggregationThatDoesNotCombineIsRefused() {
        FixedAggregation difference = new Difference();
        assertRefused(
                SlicingProblem.AGGREGATION_NOT_ASSOCIATIVE,
                () -> new Query("difference", Window.tumbling(5), difference));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.001, 1.001, Double.NaN, Double.POSITIVE_INFINITY})
    void rankThatIsNoneIsRefused(double rank) {
        SlicingProblem problem = SlicingProblem.AGGREGATION_OUT_OF_RANGE;
        assertRefused(problem, () -> Aggregations.quantile(rank));
        assertRefused(problem, () -> Aggregations.approximateQuantile(rank));
    }

    @ParameterizedTest
    @EnumSource(StreamOrder.class)
    void queryIsThereOnce(StreamOrder order) {
        SlicingOperator operator = used(settings(order));
        assertRefused(SlicingProblem.QUERY_EXISTS, operator, under -> under.add(SUMS));
        assertRefused(
                SlicingProblem.QUERY_EXISTS,
                operator,
                under -> under.add(new Query("sums", Window.session(3), Aggregations.count())));
        assertRefused(SlicingProblem.QUERY_UNKNOWN, operator, under -> under.remove("others"));
        operator.remove("sums");
        assertRefused(SlicingProblem.QUERY_UNKNOWN, operator, under -> under.remove("sums"));
        operator.add(SUMS);
    }

    @Test
    void edgeWhereNoTupleIsTakenAnyMoreIsRefused() {
        SlicingOperator operator = new SlicingOperator(SlicingSettings.outOfOrder(10), NOWHERE);
        operator.add(new Query("edges", new EdgeWindow(30, false), Aggregations.sum()));
        operator.add(SUMS);
        operator.process(50, 1);
        operator.advanceWatermark(25);

        assertThat(operator.process(46, 1)).isEqualTo(Outcome.ACCEPTED);
        assertRefused(SlicingProblem.EDGE_TOO_LATE, operator, under -> under.process(45, 1));
        assertRefused(SlicingProblem.EDGE_TOO_LATE, operator, under -> under.process(32, 1));
        assertThat(operator.process(47, 1)).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void edgeBehindATupleOfAStreamInOrderIsRefused() {
        SlicingOperator operator = new SlicingOperator(SlicingSettings.inOrder(), NOWHERE);
        operator.add(new Query("edges", new EdgeWindow(4, false), Aggregations.sum()));
        operator.add(SUMS);
        assertThat(operator.process(0, 1)).isEqualTo(Outcome.ACCEPTED);
        assertThat(operator.process(3, 1)).isEqualTo(Outcome.ACCEPTED);

        assertRefused(SlicingProblem.EDGE_TOO_LATE, operator, under -> under.process(6, 1));
        operator.remove("edges");
        assertThat(operator.process(6, 1)).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void edgeAtATupleOfAStreamInOrderIsRefusedUnlessItWasDeclared() {
        for (boolean declared : new boolean[] {false, true}) {
            SlicingOperator operator = new SlicingOperator(SlicingSettings.inOrder(), NOWHERE);
            operator.add(new Query("edges", new SecondTupleWindow(declared), Aggregations.sum()));
            assertThat(operator.process(5, 1)).isEqualTo(Outcome.ACCEPTED);
            assertThat(operator.process(6, 1)).isEqualTo(Outcome.ACCEPTED);

            if (declared) {
                assertThat(operator.process(6, 1)).isEqualTo(Outcome.ACCEPTED);
            } else {
                assertRefused(SlicingProblem.EDGE_TOO_LATE, operator, under -> under.process(6, 1));
            }
        }
    }

    @Test
    void tupleBehindTheWatermarkByTheLatenessIsLate() {
        SlicingOperator operator = used(SlicingSettings.outOfOrder(10));
        byte[] state = operator.save();
        long late = operator.statistics().late();

        assertThat(operator.process(15, 1)).isEqualTo(Outcome.LATE);
        assertThat(operator.process(0, 1)).isEqualTo(Outcome.LATE);
        assertThat(operator.punctuate(15)).isEqualTo(Outcome.LATE);
        assertThat(operator.statistics().late()).isEqualTo(late + 3);
        assertThat(operator.statistics().accepted()).isEqualTo(6);
        assertThat(operator.save()).hasSameSizeAs(state);
        assertThat(operator.process(16, 1)).isEqualTo(Outcome.ACCEPTED);
        assertThat(operator.punctuate(16)).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void tupleOfAStreamInOrderIsLateBehindTheOneBeforeOrTheWatermark() {
        SlicingOperator operator = used(SlicingSettings.inOrder());

        assertThat(operator.process(30, 1)).isEqualTo(Outcome.LATE);
        assertThat(operator.punctuate(31)).isEqualTo(Outcome.LATE);
        assertThat(operator.process(31, 1)).isEqualTo(Outcome.ACCEPTED);
        operator.advanceWatermark(40);
        assertThat(operator.process(40, 1)).isEqualTo(Outcome.LATE);
        assertThat(operator.punctuate(40)).isEqualTo(Outcome.LATE);
        assertThat(operator.punctuate(41)).isEqualTo(Outcome.ACCEPTED);
        assertThat(operator.process(41, 1)).isEqualTo(Outcome.ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource(StreamOrder.class)
    void watermarkThatGoesBackIsIgnoredAndCounted(StreamOrder order) {
        SlicingOperator operator = used(settings(order));
        assertThat(operator.advanceWatermark(50)).isTrue();
        long back = operator.statistics().watermarksBack();

        assertThat(operator.advanceWatermark(50)).isFalse();
        assertThat(operator.statistics().watermarksBack()).isEqualTo(back);
        assertThat(operator.advanceWatermark(49)).isFalse();
        assertThat(operator.advanceWatermark(Long.MIN_VALUE)).isFalse();
        assertThat(operator.statistics().watermarksBack()).isEqualTo(back + 2);
        assertThat(operator.process(50, 1))
                .isEqualTo(order == StreamOrder.IN_ORDER ? Outcome.LATE : Outcome.ACCEPTED);
    }

    /** 1 for the first tuple, less the values of the others: a sum from the right is another. */
    private record Difference() implements FixedAggregation {
        @Override
        public AggregationTraits traits() {
            return new AggregationTraits(
                    false, false, false, AggregationTraits.PartialSize.DISTRIBUTIVE);
        }

        @Override
        public int words() {
            return 1;
        }

        @Override
        public void clear(long[] partial, int at) {
            partial[at] = 0;
        }

        @Override
        public void add(long[] partial, int at, long time, double value) {
            partial[at] -= (long) value;
        }

        @Override
        public void combine(long[] left, int leftAt, long[] right, int rightAt) {
            left[leftAt] -= right[rightAt];
        }

        @Override
        public double lower(long[] partial, int at) {
            return partial[at];
        }
    }

    /** Windows that never end, with an edge before each tuple if that is not before 0. */
    private record EdgeWindow(long before, boolean forwardContextAware)
            implements ContextAwareWindow {
        @Override
        public Context newContext() {
            return new EdgesAlone() {
                @Override
                public void notifyContext(long time, double value, EdgeCallback edges) {
                    if (time >= before) {
                        edges.addEdge(time - before);
                    }
                }
            };
        }
    }

    /** Windows that never end, with an edge at the second tuple of a time. */
    private record SecondTupleWindow(boolean forwardContextAware) implements ContextAwareWindow {
        @Override
        public Context newContext() {
            return new EdgesAlone() {
                private long last = Long.MIN_VALUE;

                @Override
                public void notifyContext(long time, double value, EdgeCallback edges) {
                    if (time == last) {
                        edges.addEdge(time);
                    }
                    last = time;
                }
            };
        }
    }

    /** A context with nothing to save. */
    private abstract static class EdgesAlone implements ContextAwareWindow.Context {
        @Override
        public void triggerWindows(long after, long upTo, WindowCallback callback) {}

        @Override
        public long earliestStart(long time) {
            return time + 1;
        }

        @Override
        public void write(DataOutput output) {}

        @Override
        public void read(DataInput input) {}
    }
}
