package io.sluice.benchmarks.slicing;

import io.sluice.benchmarks.slicing.Figure.Curve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What was measured, kept in a folder: README.md with tables, figures.csv, and a plot of each
 * figure.
 *
 * @param command that measured it
 */
record Report(
        LocalDate date, String machine, String command, SequencedMap<Figure, Results> results) {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("README.md"), markdown());
        Files.write(folder.resolve("figures.csv"), csv());
        for (Map.Entry<Figure, Results> entry : results.entrySet()) {
            Files.writeString(
                    folder.resolve(entry.getKey().name() + ".svg"),
                    Plot.svg(entry.getKey(), entry.getValue()));
        }
    }

    /** For a terminal. */
    String text() {
        StringBuilder text = new StringBuilder();
        results.forEach((figure, measured) ->
                text.append(heading(figure))
                        .append("\n\n")
                        .append(new FigureTable(figure, measured).table().toText())
                        .append('\n'));
        return text.toString();
    }

    private String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(
                """
                # Window slicing beside what one would take otherwise

                %s, %s. Made by

                    %s

                on one core; [benchmarks/README.md](../../../benchmarks/README.md) tells how, [figures.csv](figures.csv) has all
                numbers. The numbers in brackets are those of the figures of the thesis.
                """
                        .formatted(DATE.format(date), machine, command));
        results.forEach((figure, measured) ->
                text.append("\n## ")
                        .append(heading(figure))
                        .append("\n\n")
                        .append(new FigureTable(figure, measured).table().toMarkdown())
                        .append("\n![")
                        .append(figure.title())
                        .append("](")
                        .append(figure.name())
                        .append(".svg)\n"));
        return text.toString();
    }

    private static String heading(Figure figure) {
        return figure.title() + ": " + figure.unit().title;
    }

    /** In the units that were measured: tuples a second, nanoseconds, bytes. */
    private List<String> csv() {
        List<String> lines = new ArrayList<>(List.of("figure,curve,variable,value,measured,unit"));
        results.forEach((figure, measured) -> {
            for (Curve curve : figure.curves()) {
                for (String value : figure.values()) {
                    measured.at(curve, value)
                            .ifPresent(number -> lines.add(line(figure, curve, value, number)));
                }
            }
        });
        return lines;
    }

    private static String line(Figure figure, Curve curve, String value, double measured) {
        return String.format(
                Locale.ROOT,
                "%s,%s,%s,%s,%.0f,%s",
                figure.name(),
                curve.title(),
                figure.parameter(),
                value,
                measured,
                figure.unit().name().toLowerCase(Locale.ROOT));
    }
}
