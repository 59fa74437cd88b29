package io.sluice.benchmarks.slicing;

import io.sluice.benchmarks.slicing.Figure.Curve;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A figure as a table, with the ratio of slicing to what one would take otherwise. */
final class FigureTable {
    private static final List<Technique> OTHERWISE = List.of(Technique.FLINK, Technique.BUCKETS);

    private final Figure figure;
    private final Results results;
    private final boolean hasRatios;
    private final boolean hasGoals;

    FigureTable(Figure figure, Results results) {
        this.figure = figure;
        this.results = results;
        List<Technique> techniques = figure.curves().stream().map(Curve::technique).toList();
        this.hasRatios =
                figure.unit() == Unit.TUPLES_PER_SECOND && techniques.containsAll(OTHERWISE);
        this.hasGoals =
                figure.values().stream()
                        .anyMatch(value -> !Goals.verdict(figure, results, value).isEmpty());
    }

    Table table() {
        return new Table(header(), figure.values().stream().map(this::row).toList());
    }

    private List<String> header() {
        List<String> header = new ArrayList<>(List.of(figure.variable()));
        figure.curves().forEach(curve -> header.add(curve.title()));
        if (hasRatios) {
            OTHERWISE.forEach(other -> header.add("slicing : " + other.title()));
        }
        if (hasGoals) {
            header.add("goal");
        }
        return header;
    }

    private List<String> row(String value) {
        List<String> row = new ArrayList<>(List.of(figure.label(value)));
        figure.curves().forEach(curve -> row.add(shown(results.at(curve, value))));
        if (hasRatios) {
            OTHERWISE.forEach(other -> row.add(ratio(other, value)));
        }
        if (hasGoals) {
            row.add(Goals.verdict(figure, results, value));
        }
        return row;
    }

    private String shown(OptionalDouble value) {
        return value.isPresent() ? figure.unit().show(value.getAsDouble()) : "";
    }

    private String ratio(Technique other, String value) {
        OptionalDouble slicing = results.of(figure, Technique.SLICING, value);
        OptionalDouble otherwise = results.of(figure, other, value);
        return slicing.isPresent() && otherwise.isPresent()
                ? String.format(
                        Locale.ROOT, "%.1f", slicing.getAsDouble() / otherwise.getAsDouble())
                : "";
    }
}
