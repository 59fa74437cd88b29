package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Sums and counts of windows are what was computed by brute force elsewhere. */
class SlicingScenariosReferenceTest {
    private static final Map<String, FixedAggregation> AGGREGATIONS =
            Map.of("sum", Aggregations.sum(), "count", Aggregations.count());

    /** Results by window and name, such as {@code S20/5 [10, 30) sum}; each is given out once. */
    private final Map<String, Double> given = new TreeMap<>();

    static Stream<SlicingScenario> all() {
        return SlicingScenario.all().stream();
    }

    static Stream<SlicingScenario> inOrder() {
        return all().filter(scenario -> !scenario.outOfOrder());
    }

    @ParameterizedTest
    @MethodSource("all")
    void watermarkGivesTheWindowsThatItCompletes(SlicingScenario scenario) {
        SlicingOperator operator = operator(scenario, SlicingSettings.outOfOrder(0));
        for (JsonNode step : scenario.steps()) {
            take(operator, step);
            if (step.has("wm")) {
                assertThat(given).as("at %s", step.path("wm")).isEqualTo(fired(step));
                given.clear();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void latenessThatNobodyNeedsChangesNothing(SlicingScenario scenario) {
        SlicingOperator operator = operator(scenario, SlicingSettings.outOfOrder(50));
        scenario.steps().forEach(step -> take(operator, step));

        assertThat(operator.statistics().corrections()).isZero();
        assertThat(operator.statistics().withdrawals()).isZero();
        assertThat(given).isEqualTo(fired(scenario.steps()));
    }

    @ParameterizedTest
    @MethodSource("inOrder")
    void streamInOrderGivesTheSameWindowsInTheEnd(SlicingScenario scenario) {
        SlicingOperator operator = operator(scenario, SlicingSettings.inOrder());
        scenario.steps()
                .subList(0, lastWatermark(scenario) + 1)
                .forEach(step -> take(operator, step));

        assertThat(given).isEqualTo(fired(scenario.steps()));
    }

    private SlicingOperator operator(SlicingScenario scenario, SlicingSettings settings) {
        SlicingOperator operator = new SlicingOperator(settings, this::accept);
        for (String window : scenario.windows()) {
            AGGREGATIONS.forEach((name, aggregation) ->
                    operator.add(
                            new Query(
                                    window + " " + name,
                                    SlicingScenario.window(window),
                                    aggregation)));
        }
        return operator;
    }

    private void accept(WindowResult result) {
        String[] windowAndName = result.query().id().split(" ", -1);
        String key = key(windowAndName[0], result.start(), result.end(), windowAndName[1]);
        assertThat(result.emission()).isEqualTo(Emission.FIRST);
        assertThat(given.put(key, result.value())).as(key).isNull();
    }

    private static String key(String window, long start, long end, String name) {
        return "%s [%d, %d) %s".formatted(window, start, end, name);
    }

    private static void take(SlicingOperator operator, JsonNode step) {
        if (step.has("wm")) {
            operator.advanceWatermark(step.path("wm").asLong());
        } else if (step.has("ts")) {
            assertThat(operator.process(step.path("ts").asLong(), step.path("v").asDouble()))
                    .isEqualTo(Outcome.ACCEPTED);
        }
    }

    private static Map<String, Double> fired(List<JsonNode> steps) {
        Map<String, Double> fired = new TreeMap<>();
        steps.forEach(step -> fired.putAll(fired(step)));
        return fired;
    }

    private static Map<String, Double> fired(JsonNode step) {
        Map<String, Double> fired = new TreeMap<>();
        for (JsonNode window : step.path("fire")) {
            for (String name : AGGREGATIONS.keySet()) {
                String key =
                        key(
                                window.path("w").asString(),
                                window.path("start").asLong(),
                                window.path("end").asLong(),
                                name);
                fired.put(key, window.path(name).asDouble());
            }
        }
        return fired;
    }

    private static int lastWatermark(SlicingScenario scenario) {
        List<Boolean> watermarks = new ArrayList<>();
        scenario.steps().forEach(step -> watermarks.add(step.has("wm")));
        return watermarks.lastIndexOf(true);
    }
}
