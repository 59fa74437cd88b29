package io.sluice.benchmarks;

import io.sluice.benchmarks.slicing.SlicingBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks of {@code ./sluice bench}. */
@Command(
        name = "bench",
        subcommands = {
            IngestBench.class,
            LoadReadings.class,
            QueryBench.class,
            TasksBench.class,
            DownsamplingBench.class,
            SlicingBench.class
        },
        description = "Measures the platform.")
final class Bench {
    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }
}
