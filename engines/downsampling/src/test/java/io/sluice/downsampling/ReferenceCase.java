package io.sluice.downsampling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a known implementation made of a series: a file {@code kind_<series>_<column>_<number>.csv}.
 * Without a column it is {@code value}, or the one that the case was made from.
 */
record ReferenceCase(Path file, String seriesAndColumn, int number) {
    private static final Pattern NAME = Pattern.compile("(?:lttb|m4)_(.+)_(\\d+)\\.csv");

    /** All cases of a kind: those of this module, and those of the folder {@code reference.dir}. */
    static List<ReferenceCase> all(String kind) {
        List<ReferenceCase> cases =
                folders().stream().flatMap(folder -> in(folder.resolve(kind))).toList();
        if (cases.isEmpty()) {
            throw new IllegalStateException("there are no cases of " + kind);
        }
        return cases;
    }

    private static Stream<ReferenceCase> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .map(ReferenceCase::of)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ReferenceCase of(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException("not the name of a case: " + file);
        }
        return new ReferenceCase(file, name.group(1), Integer.parseInt(name.group(2)));
    }

    private static List<Path> folders() {
        URL here = Objects.requireNonNull(ReferenceCase.class.getResource("/series"));
        try {
            Path own = Objects.requireNonNull(Path.of(here.toURI()).getParent());
            String more = System.getProperty("reference.dir", "");
            return more.isBlank() ? List.of(own) : List.of(own, existing(Path.of(more)));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path existing(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("reference.dir is no folder: " + folder);
        }
        return folder;
    }

    CsvTable expected() {
        return CsvTable.read(file);
    }

    /** The series that the case is made from: the file with the longest name that fits. */
    List<TimedValue> series() {
        String name = seriesAndColumn;
        while (true) {
            for (Path folder : folders()) {
                Path series = folder.resolve("series").resolve(name + ".csv");
                if (Files.exists(series)) {
                    CsvTable table = CsvTable.read(series);
                    return table.points(column(table, seriesAndColumn.substring(name.length())));
                }
            }
            int end = name.lastIndexOf('_');
            if (end < 0) {
                throw new IllegalStateException(file + ": there is no series for this case");
            }
            name = name.substring(0, end);
        }
    }

    private String column(CsvTable series, String rest) {
        if (!rest.isEmpty()) {
            return rest.substring(1);
        }
        return series.has("value")
                ? "value"
                : series.names().stream()
                        .filter(name -> !name.equals("i") && !name.equals("t"))
                        .filter(name -> isMadeFrom(series, name))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        file + ": no column of the series has its values"));
    }

    private boolean isMadeFrom(CsvTable series, String column) {
        CsvTable expected = expected();
        for (int row = 0; row < expected.rows().size(); row++) {
            int index = (int) expected.integer(row, "index");
            if (series.number(index, column) != expected.number(row, "value")) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return String.valueOf(file.getFileName());
    }
}
