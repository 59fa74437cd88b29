package io.sluice.benchmarks;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The engine downsampling beside the same on lists of points, by JMH. */
@Command(
        name = "downsampling",
        mixinStandardHelpOptions = true,
        description = "Measures how many points a second are thinned out; needs no platform.")
final class DownsamplingBench implements Callable<Integer> {
    @Option(
            names = "--points",
            defaultValue = "1000000",
            description = "of the series (${DEFAULT-VALUE})")
    private int points;

    @Option(
            names = "--kept",
            defaultValue = "1000",
            description = "threshold and width (${DEFAULT-VALUE})")
    private int kept;

    @Option(
            names = "--forks",
            defaultValue = "1",
            description = "processes for each measurement (${DEFAULT-VALUE})")
    private int forks;

    @Option(
            names = "--iterations",
            defaultValue = "5",
            description = "of one second, after two to warm up (${DEFAULT-VALUE})")
    private int iterations;

    @Override
    public Integer call() throws RunnerException {
        Map<String, Double> rates = rates(new Runner(options()).run());
        System.out.printf(
                "%,d points, %,d kept or columns; million points/s%n%n%-10s %10s %12s %7s%n",
                points, kept, "", "engine", "on lists", "ratio");
        for (String algorithm : new String[] {"lttb", "m4", "minMax", "mean"}) {
            double engine = rates.getOrDefault(algorithm, 0.0);
            double obvious = rates.getOrDefault(algorithm + "OnLists", 0.0);
            System.out.printf(
                    "%-10s %10.1f %12.1f %7.1f%n",
                    algorithm, engine / 1e6, obvious / 1e6, engine / obvious);
        }
        return 0;
    }

    private Options options() {
        return new OptionsBuilder()
                .include(DownsamplingMeasurement.class.getName() + "\\..*")
                .param("points", Integer.toString(points))
                .param("kept", Integer.toString(kept))
                .forks(forks)
                .warmupIterations(2)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.seconds(1))
                .jvmArgs("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.NORMAL)
                .build();
    }

    /** Points a second by the name of the measurement. */
    private Map<String, Double> rates(Collection<RunResult> results) {
        Map<String, Double> rates = new TreeMap<>();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            rates.put(
                    name.substring(name.lastIndexOf('.') + 1),
                    result.getPrimaryResult().getScore() * points);
        }
        return rates;
    }
}
