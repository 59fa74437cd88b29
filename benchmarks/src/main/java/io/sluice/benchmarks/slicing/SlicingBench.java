package io.sluice.benchmarks.slicing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The engine window slicing beside Flink and the techniques that the thesis compares it with. */
@Command(
        name = "slicing",
        mixinStandardHelpOptions = true,
        description = "Measures how many tuples a second are aggregated; needs no platform.")
public final class SlicingBench implements Callable<Integer> {
    @Spec private CommandSpec specification = CommandSpec.create();

    @Option(names = "--quick", description = "only 1 and 100 windows of the main techniques")
    private boolean isQuick;

    @Option(
            names = "--figures",
            split = ",",
            description = "only these, such as in-order,disorder-and-session")
    private List<String> figures = List.of();

    @Option(
            names = "--forks",
            defaultValue = "1",
            description = "processes for each measurement (${DEFAULT-VALUE})")
    private int forks;

    @Option(
            names = "--warmup",
            defaultValue = "3",
            description = "seconds before each measurement (${DEFAULT-VALUE})")
    private int warmup;

    @Option(
            names = "--iterations",
            defaultValue = "3",
            description = "of one second (${DEFAULT-VALUE})")
    private int iterations;

    @Option(
            names = "--out",
            description = "a folder for tables, plots and numbers, such as docs/benchmarks/slicing")
    private @Nullable Path out;

    @Override
    public Integer call() throws RunnerException, IOException {
        Measuring measuring = new Measuring(forks, warmup, iterations);
        SequencedMap<Figure, Results> results = new LinkedHashMap<>();
        for (Figure figure : chosen()) {
            results.put(figure, measuring.measure(figure));
        }
        Report report =
                new Report(
                        LocalDate.now(ZoneId.systemDefault()),
                        Machine.description(),
                        command(),
                        results);
        System.out.println();
        System.out.print(report.text());
        if (out != null) {
            report.writeTo(out);
        }
        return 0;
    }

    private List<Figure> chosen() {
        List<Figure> all = isQuick ? Figure.quick() : Figure.all();
        List<String> names = all.stream().map(Figure::name).toList();
        for (String name : figures) {
            if (!names.contains(name)) {
                throw new ParameterException(
                        specification.commandLine(),
                        "there is no figure " + name + "; there are " + String.join(", ", names));
            }
        }
        return all.stream()
                .filter(figure -> figures.isEmpty() || figures.contains(figure.name()))
                .toList();
    }

    private String command() {
        return "./sluice bench "
                + String.join(" ", specification.commandLine().getParseResult().originalArgs());
    }
}
