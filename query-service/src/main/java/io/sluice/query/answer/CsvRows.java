package io.sluice.query.answer;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer as RFC 4180: a line of names, then the rows, which begin with the keys of their group.
 * A cell with nothing in it is empty; an empty text is {@code ""}; several texts are divided by
 * semicolons.
 */
final class CsvRows implements AnswerRows {
    private static final String LINE_END = "\r\n";

    private final Answer answer;
    private final Writer out;
    private List<@Nullable String> keys = List.of();
    private boolean lineBegun;

    CsvRows(OutputStream out, Answer answer) {
        this.answer = answer;
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    @Override
    public void begin() {
        List<@Nullable String> names = new ArrayList<>(answer.groups());
        answer.columns().forEach(column -> names.add(column.name()));
        names.forEach(this::textCell);
        endLine();
    }

    @Override
    public void group(List<@Nullable String> group) {
        keys = group;
    }

    @Override
    public void time(long micros) {
        cell(Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString());
    }

    @Override
    public void number(double value) {
        cell(Double.toString(value));
    }

    @Override
    public void integer(long value) {
        cell(Long.toString(value));
    }

    @Override
    public void text(String value) {
        startRow();
        textCell(value);
    }

    @Override
    public void texts(List<String> values) {
        if (values.isEmpty()) {
            nothing();
        } else {
            text(String.join(";", values));
        }
    }

    @Override
    public void nothing() {
        cell("");
    }

    @Override
    public void absent() {
        cell("");
    }

    @Override
    public void end() {
        startRow();
        endLine();
    }

    private void startRow() {
        if (!lineBegun) {
            keys.forEach(this::textCell);
        }
    }

    private void cell(String plain) {
        startRow();
        write(plain);
    }

    private void textCell(@Nullable String value) {
        if (value == null) {
            write("");
        } else if (value.isEmpty() || value.chars().anyMatch(one -> ",\"\r\n".indexOf(one) >= 0)) {
            write('"' + value.replace("\"", "\"\"") + '"');
        } else {
            write(value);
        }
    }

    private void write(String escaped) {
        try {
            if (lineBegun) {
                out.write(',');
            }
            out.write(escaped);
            lineBegun = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void endLine() {
        try {
            out.write(LINE_END);
            lineBegun = false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void finish(Map<String, Object> tail) {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        // What is in the buffer is handed on by finish() only.
    }
}
