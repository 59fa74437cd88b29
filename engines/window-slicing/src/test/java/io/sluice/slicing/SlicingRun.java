package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
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
    private final SlicingSettings settings;
    private final BruteForceOracle oracle;
    private final StandingResults results = new StandingResults();
    private final StandingResults twinResults = new StandingResults();
    private final Map<WindowKey, Object> unchangeable = new HashMap<>();
    private final SlicingOperator twin;
    private SlicingOperator operator;

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
        assertThat(run.operator.save()).isEqualTo(run.twin.save());
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
        if (oracle.refuses(time)) {
            refused(SlicingProblem.TIME_OUT_OF_RANGE, under -> under.process(time, value));
        } else {
            assertSame(oracle.process(time, value), under -> under.process(time, value));
        }
    }

    private void punctuate(long time) {
        if (oracle.refuses(time)) {
            refused(SlicingProblem.TIME_OUT_OF_RANGE, under -> under.punctuate(time));
        } else {
            assertSame(oracle.punctuate(time), under -> under.punctuate(time));
        }
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
        List<Query> queries =
                new ArrayList<>(oracle.queries().stream().map(PlainQuery::query).toList());
        operator =
                SlicingOperator.restore(
                        state,
                        settings,
                        queriesInOtherOrder ? queries.reversed() : queries,
                        results);
        assertThat(operator.save()).as("state of the restored one").isEqualTo(state);
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
        if (oracle.queries().stream().noneMatch(this::demandsTuples)) {
            assertThat(statistics.tuples()).as("tuples held").isZero();
        }
    }

    /** Figure 4.5 of the thesis. */
    private boolean demandsTuples(PlainQuery query) {
        if (settings.order() == StreamOrder.IN_ORDER) {
            return switch (query.window()) {
                case LastTuplesWindow _ -> true;
                case ContextAwareWindow aware -> aware.forwardContextAware();
                case ContextFreeWindow _, SessionWindow _, PunctuationWindow _ -> false;
            };
        }
        return !query.aggregation().aggregation().traits().commutative()
                || switch (query.window()) {
                    case ContextFreeWindow free -> free.measure() == Measure.COUNT;
                    case SessionWindow _ -> false;
                    case PunctuationWindow _, LastTuplesWindow _, ContextAwareWindow _ -> true;
                };
    }
}
