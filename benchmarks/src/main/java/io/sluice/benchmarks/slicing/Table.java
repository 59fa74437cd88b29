package io.sluice.benchmarks.slicing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text, all as long as the header. */
record Table(List<String> header, List<List<String>> rows) {
    /** For a terminal: the first column to the left, the others to the right. */
    String toText() {
        List<List<String>> all = new ArrayList<>(List.of(header));
        all.addAll(rows);
        int[] widths =
                IntStream.range(0, header.size()).map(column -> width(all, column)).toArray();
        return all.stream()
                .map(row ->
                        IntStream.range(0, row.size())
                                .mapToObj(column -> cell(row, column, widths[column]))
                                .collect(Collectors.joining("  "))
                                .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String cell(List<String> row, int column, int width) {
        String text = row.get(column);
        String space = " ".repeat(width - text.length());
        return column == 0 ? text + space : space + text;
    }

    String toMarkdown() {
        List<List<String>> all = new ArrayList<>(List.of(header));
        all.add(Collections.nCopies(header.size(), "---"));
        all.addAll(rows);
        return all.stream()
                .map(row -> "| " + String.join(" | ", row) + " |\n")
                .collect(Collectors.joining());
    }
}
