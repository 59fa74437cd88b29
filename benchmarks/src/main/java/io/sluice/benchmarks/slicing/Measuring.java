package io.sluice.benchmarks.slicing;

import io.sluice.benchmarks.slicing.Figure.Curve;
import io.sluice.slicing.Measure;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures what figures show, on one core: JMH with one thread in a process of its own.
 *
 * @param forks processes for each measurement
 * @param warmup seconds before
 * @param iterations seconds that count
 */
record Measuring(int forks, int warmup, int iterations) {
    Results measure(Figure figure) throws RunnerException {
        Results results = new Results();
        for (Curve curve : figure.curves()) {
            switch (figure.unit()) {
                case TUPLES_PER_SECOND -> run(figure, curve, ThroughputMeasurement.class, results);
                case NANOSECONDS -> run(figure, curve, LatencyMeasurement.class, results);
                case BYTES -> weigh(figure, curve, results);
            }
        }
        return results;
    }

    private void run(Figure figure, Curve curve, Class<?> measurement, Results results)
            throws RunnerException {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(measurement.getName() + "\\..*")
                        .param("technique", curve.technique().name())
                        .param(figure.parameter(), figure.values().toArray(String[]::new))
                        .forks(forks)
                        .threads(1)
                        .warmupIterations(warmup)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(iterations)
                        .measurementTime(TimeValue.seconds(1))
                        .jvmArgs(
                                "-Xms1g",
                                "-Xmx1g",
                                "-XX:+UseSerialGC",
                                "--sun-misc-unsafe-memory-access=allow")
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.NORMAL);
        settings(figure, curve).forEach(options::param);
        for (RunResult result : new Runner(options.build()).run()) {
            results.put(curve, result.getParams().getParam(figure.parameter()), measured(result));
        }
    }

    /** The mean rate, or the median of times, since a few pauses may be very long. */
    private static double measured(RunResult run) {
        Result<?> result = run.getPrimaryResult();
        return run.getParams().getMode() == org.openjdk.jmh.annotations.Mode.SampleTime
                ? result.getStatistics().getPercentile(50)
                : result.getScore();
    }

    private static void weigh(Figure figure, Curve curve, Results results) {
        for (String value : figure.values()) {
            Map<String, String> settings = settings(figure, curve);
            settings.put(figure.parameter(), value);
            long bytes =
                    HeldMemory.bytes(
                            curve.technique(),
                            Measure.valueOf(of(settings, "measure")),
                            Integer.parseInt(of(settings, "slices")),
                            Integer.parseInt(of(settings, "tuples")));
            results.put(curve, value, (double) bytes);
        }
    }

    private static String of(Map<String, String> settings, String name) {
        return Objects.requireNonNull(settings.get(name));
    }

    private static Map<String, String> settings(Figure figure, Curve curve) {
        Map<String, String> settings = new HashMap<>(figure.settings());
        settings.putAll(curve.settings());
        return settings;
    }
}
