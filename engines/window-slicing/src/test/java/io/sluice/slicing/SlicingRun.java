package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An operator beside the oracle: after each step both must tell the same. A twin of the operator
 * gets the same steps, but is never replaced by one that was restored, and must give out the same
 * to the last bit.
 */
final class SlicingRun {
    /** Slices that one tuple may need: its own, and what is before and after it. */
    private static final int SPLIT = 3;

    private final SlicingSettings settings;
    private final BruteForceOracle oracle;
    private final StandingResults results = new StandingResults();
    private final StandingResults twinResults = new StandingResults();
    private final Map<WindowKey, Object> unchangeable = new HashMap<>();
    private final SlicingOperator twin;
    private SlicingOperator operator;

    /**
     * Whether there was a window that sets edges by itself, which may make more slices than bound.
     */
    private boolean hadEdgesOfTuples;

    private SlicingRun(SlicingSettings settings) {
        this.settings = settings;
        this.oracle = new BruteForceOracle(settings);
        this.operator = new SlicingOperator(settings, results);
        this.twin = new SlicingOperator(settings, twinResults);
    }

    /** Runs all of a case. */
    static void of(SlicingCase given) {
        SlicingRun run = new SlicingRun(given.settings());
        given.queries().forEach(query -> run.checked(new Step.Add(query)));
        given.steps().forEach(run::checked);
        assertSameBytes("state in the end", run.operator.save(), run.twin.save());
    }

    private void checked(Step step) {
        try {
            take(step);
            check(step);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "at %s with latest tuple %d, watermark %d and horizon %d: %s"
                            .formatted(
                                    step, oracle.latest(), oracle.watermark(), oracle.horizon(), e),
                    e);
        }
    }

    private void take(Step step) {
        switch (step) {
            case Step.Tuple tuple -> process(oracle.latest() + tuple.fromLatest(), tuple.value());
            case Step.TupleAtHorizon tuple ->
                    process(timeFromHorizon(tuple.fromHorizon()), tuple.value());
            case Step.Watermark mark -> advance(oracle.latest() + mark.fromLatest());
            case Step.WatermarkAt mark -> advance(mark.time());
            case Step.NextWatermark mark -> advance(timeFrom(oracle.watermark(), mark.fromLast()));
            case Step.Punctuation mark -> punctuate(oracle.latest() + mark.fromLatest());
            case Step.PunctuationAtHorizon mark -> punctuate(timeFromHorizon(mark.fromHorizon()));
            case Step.Add add -> add(add.query());
            case Step.Remove remove -> remove(remove.id());
            case Step.Restore restore -> restore(restore.queriesInOtherOrder());
        }
    }

    private long timeFromHorizon(long distance) {
        return timeFrom(oracle.horizon(), distance);
    }

    private long timeFrom(long watermark, long distance) {
        return watermark == Long.MIN_VALUE ? oracle.latest() : watermark + distance;
    }

    private void process(long time, double value) {
        Function<SlicingOperator, Outcome> call = under -> under.process(time, value);
        if (oracle.refuses(time)) {
            refused(SlicingProblem.TIME_OUT_OF_RANGE, under -> under.process(time, value));
        } else if (oracle.isLate(time) || !isFull(call)) {
            assertSame(oracle.process(time, value), call);
        }
    }

    private void punctuate(long time) {
        Function<SlicingOperator, Outcome> call = under -> under.punctuate(time);
        if (oracle.refuses(time)) {
            refused(SlicingProblem.TIME_OUT_OF_RANGE, under -> under.punctuate(time));
        } else if (oracle.isLatePunctuation(time) || !isFull(call)) {
            assertSame(oracle.punctuate(time), call);
        }
    }

    /**
     * Whether an operator with bounds holds as much as it may, and nothing changes therefore. The
     * call is tried with a copy.
     */
    private boolean isFull(Function<SlicingOperator, Outcome> call) {
        if (settings.maximumSlices() == SlicingCases.NO_BOUND) {
            return false;
        }
        byte[] state = operator.save();
        SlicingOperator copy = restored(state, oracle.queries(), _ -> {});
        SlicingStatistics before = operator.statistics();
        if (call.apply(copy) != Outcome.FULL) {
            return false;
        }
        assertSameBytes("state of a full one", copy.save(), state);
        assertSame(Outcome.FULL, call);
        assertThat(operator.statistics()).isEqualTo(before);
        assertThat(before)
                .matches(held ->
                        held.tuples() == settings.maximumTuples()
                                || held.timeSlices() + SPLIT > settings.maximumSlices()
                                || held.countSlices() == settings.maximumSlices());
        return true;
    }

    private SlicingOperator restored(byte[] state, List<PlainQuery> queries, WindowSink sink) {
        return SlicingOperator.restore(
                state, settings, queries.stream().map(PlainQuery::query).toList(), sink);
    }

    private static boolean mayMakeSlices(Window window) {
        return window instanceof PunctuationWindow || window instanceof ContextAwareWindow;
    }

    private void advance(long watermark) {
        assertSame(oracle.advanceWatermark(watermark), under -> under.advanceWatermark(watermark));
    }

    private void add(PlainQuery query) {
        if (oracle.knows(query.id())) {
            refused(SlicingProblem.QUERY_EXISTS, under -> under.add(query.query()));
            return;
        }
        oracle.add(query);
        hadEdgesOfTuples |= mayMakeSlices(query.query().window());
        operator.add(query.query());
        twin.add(query.query());
    }

    private void remove(String id) {
        if (!oracle.knows(id)) {
            refused(SlicingProblem.QUERY_UNKNOWN, under -> under.remove(id));
            return;
        }
        oracle.remove(id);
        operator.remove(id);
        twin.remove(id);
        results.forget(id);
        twinResults.forget(id);
        unchangeable.keySet().removeIf(window -> window.query().equals(id));
    }

    private void restore(boolean queriesInOtherOrder) {
        byte[] state = operator.save();
        List<PlainQuery> queries = oracle.queries();
        operator = restored(state, queriesInOtherOrder ? queries.reversed() : queries, results);
        assertSameBytes("state of the restored one", operator.save(), state);
    }

    private static void assertSameBytes(String what, byte[] actual, byte[] expected) {
        assertThat(Arrays.mismatch(actual, expected))
                .as("%s: first other byte", what)
                .isEqualTo(-1);
    }

    private void refused(SlicingProblem problem, Consumer<SlicingOperator> call) {
        for (SlicingOperator under : List.of(operator, twin)) {
            assertThatExceptionOfType(SlicingException.class)
                    .isThrownBy(() -> call.accept(under))
                    .extracting(SlicingException::problem)
                    .isEqualTo(problem);
        }
    }

    private <T> void assertSame(T expected, Function<SlicingOperator, T> call) {
        assertThat(call.apply(operator)).isEqualTo(expected);
        assertThat(call.apply(twin)).as("of the twin").isEqualTo(expected);
    }

    private void check(Step step) {
        List<StandingResults.Given> given = results.takeGiven();
        assertThat(twinResults.takeGiven()).as("what the twin gave out").isEqualTo(given);
        boolean mayGive =
                switch (step) {
                    case Step.Add _, Step.Remove _, Step.Restore _ -> false;
                    default -> true;
                };
        if (!mayGive) {
            assertThat(given).isEmpty();
        }
        checkOrder(given);
        checkResults();
        checkStatistics();
    }

    private static void checkOrder(List<StandingResults.Given> given) {
        Map<String, Long> ends = new HashMap<>();
        for (StandingResults.Given next : given) {
            Long before = ends.put(next.window().query(), next.window().end());
            if (before != null && before > next.window().end()) {
                throw new AssertionError("not by the ends of windows: " + given);
            }
        }
    }

    private void checkResults() {
        Map<WindowKey, BruteForceOracle.Complete> expected = oracle.complete();
        expected.forEach((window, complete) -> {
            StandingResults.Result standing = results.standing().get(window);
            if (standing == null || !matches(window, complete.result(), standing)) {
                throw new AssertionError(
                        "%s should have %s but has %s"
                                .formatted(window, complete.result(), standing));
            }
        });
        if (results.standing().size() != expected.size()) {
            Collection<WindowKey> windows = new ArrayList<>(results.standing().keySet());
            windows.removeAll(expected.keySet());
            throw new AssertionError("there should be no " + windows);
        }
        checkUnchangeable(expected);
    }

    private boolean matches(WindowKey window, Object expected, StandingResults.Result result) {
        return oracle.query(window.query()).aggregation().matches(expected, result);
    }

    /** A check of the oracle itself: what operators forget does not change. */
    private void checkUnchangeable(Map<WindowKey, BruteForceOracle.Complete> expected) {
        unchangeable.forEach((window, result) ->
                assertThat(expected.get(window))
                        .as("final %s", window)
                        .isEqualTo(new BruteForceOracle.Complete(result, true)));
        expected.forEach((window, complete) -> {
            if (complete.unchangeable()) {
                unchangeable.put(window, complete.result());
            }
        });
    }

    private void checkStatistics() {
        SlicingStatistics statistics = operator.statistics();
        assertThat(statistics).as("of the twin").isEqualTo(twin.statistics());
        assertThat(statistics.accepted()).as("accepted").isEqualTo(oracle.accepted());
        assertThat(statistics.late()).as("late").isEqualTo(oracle.late());
        assertThat(statistics.outOfOrder()).as("outOfOrder").isEqualTo(oracle.outOfOrder());
        assertThat(statistics.watermarksBack())
                .as("watermarksBack")
                .isEqualTo(oracle.watermarksBack());
        assertThat(statistics.first()).as("first").isEqualTo(results.count(Emission.FIRST));
        assertThat(statistics.corrections())
                .as("corrections")
                .isEqualTo(results.count(Emission.CORRECTION));
        assertThat(statistics.withdrawals())
                .as("withdrawals")
                .isEqualTo(results.count(Emission.WITHDRAWAL));
        if (!hadEdgesOfTuples) {
            assertThat(statistics.timeSlices()).isLessThanOrEqualTo(settings.maximumSlices());
        }
        assertThat(statistics.countSlices()).isLessThanOrEqualTo(settings.maximumSlices());
        assertThat(statistics.tuples()).isLessThanOrEqualTo(settings.maximumTuples());
        if (oracle.queries().stream().noneMatch(query -> query.demandsTuples(settings.order()))) {
            assertThat(statistics.tuples()).as("tuples held").isZero();
        }
    }
}
