package io.sluice.benchmarks.slicing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.benchmarks.slicing.Scenario.Fired;
import io.sluice.benchmarks.slicing.Scenario.Tuple;
import io.sluice.benchmarks.slicing.Scenario.Watermark;
import io.sluice.slicing.Aggregation;
import io.sluice.slicing.Aggregations;
import io.sluice.slicing.Query;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever is compared gives the right results. */
class ScenariosTest {
    @ParameterizedTest
    @EnumSource(names = "TUPLE_BUCKETS", mode = EnumSource.Mode.EXCLUDE)
    void windowsFireAsGiven(Technique technique) {
        check(technique, "sum", new PlainSum());
        check(technique, "sum", Aggregations.sum());
        check(technique, "count", Aggregations.count());
    }

    private static void check(Technique technique, String result, Aggregation aggregation) {
        for (Scenario scenario : Scenario.all(result)) {
            Set<Fired> fired = new TreeSet<>();
            WindowTechnique windows = technique(technique, scenario, aggregation, fired);
            for (Scenario.Step step : scenario.steps()) {
                switch (step) {
                    case Tuple tuple -> windows.process(tuple.time(), tuple.value());
                    case Watermark watermark -> {
                        windows.watermark(watermark.time());
                        assertThat(fired)
                                .as("%s: %s at %d", technique, scenario, watermark.time())
                                .isEqualTo(watermark.fired());
                        fired.clear();
                    }
                }
            }
        }
    }

    private static WindowTechnique technique(
            Technique technique, Scenario scenario, Aggregation aggregation, Set<Fired> fired) {
        List<Query> queries =
                scenario.windows().stream()
                        .map(name -> new Query(name, Scenario.window(name), aggregation))
                        .toList();
        return technique.make(
                queries,
                scenario.order(),
                result ->
                        fired.add(
                                new Fired(
                                        result.query().id(),
                                        result.start(),
                                        result.end(),
                                        result.value())));
    }
}
