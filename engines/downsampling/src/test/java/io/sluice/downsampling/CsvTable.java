package io.sluice.downsampling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A file of numbers with a line of names above them. */
record CsvTable(List<String> names, List<List<String>> rows) {
    static CsvTable read(Path file) {
        try {
            List<List<String>> lines =
                    Files.readAllLines(file).stream()
                            .filter(line -> !line.isBlank())
                            .map(line -> List.of(line.split(",", -1)))
                            .toList();
            return new CsvTable(lines.getFirst(), lines.subList(1, lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(String name) {
        return names.contains(name);
    }

    double number(int row, String name) {
        return Double.parseDouble(text(row, name));
    }

    long integer(int row, String name) {
        return new BigDecimal(text(row, name)).longValueExact();
    }

    private String text(int row, String name) {
        int column = names.indexOf(name);
        if (column < 0) {
            throw new IllegalArgumentException("there is no '" + name + "' among " + names);
        }
        return rows.get(row).get(column);
    }

    /** The points of a series in the column {@code t} and another one. */
    List<TimedValue> points(String name) {
        return IntStream.range(0, rows.size())
                .mapToObj(row -> new TimedValue(integer(row, "t"), number(row, name)))
                .toList();
    }
}
