package io.sluice.ingestion.payload;

import io.sluice.ingestion.problem.ErrorCode;
import java.time.DateTimeException;

/** Reads one line of the line protocol. */
final class LineReader {
    private static final String MEASUREMENT_LEFT_OUT = "readings";
    private static final String FIELD_LEFT_OUT = "value";

    /** The line is not of the line protocol. */
    static final class MalformedLine extends Exception {
        MalformedLine(String message) {
            super(message);
        }
    }

    private final String line;
    private final PayloadItemBuilder item;
    private int at;

    LineReader(String line, PayloadItemBuilder item) {
        this.line = line;
        this.item = item;
    }

    void read() throws MalformedLine {
        String measurement = readName(", ");
        if (measurement.isEmpty()) {
            throw new MalformedLine("it begins with no measurement");
        }
        while (isAt(',')) {
            readTag();
        }
        expect(' ', "fields after the measurement and its tags");
        skipSpaces();
        readField(measurement);
        while (isAt(',')) {
            at++;
            readField(measurement);
        }
        skipSpaces();
        if (at < line.length()) {
            readTime();
        }
    }

    private void readTag() throws MalformedLine {
        at++;
        String key = readName("=, ");
        expect('=', "a value of tag '" + Shown.cut(key) + "'");
        String value = readName(", ");
        if (key.equals("device") || key.equals("device_id")) {
            item.deviceId(value);
        } else {
            item.ignore(key);
        }
    }

    private void readField(String measurement) throws MalformedLine {
        String field = readName("=, ");
        if (field.isEmpty()) {
            throw new MalformedLine("a field without a name at column " + (at + 1));
        }
        expect('=', "a value of field '" + Shown.cut(field) + "'");
        if (isAt('"')) {
            skipText();
            item.ignore(field);
            return;
        }
        int start = at;
        while (at < line.length() && line.charAt(at) != ',' && line.charAt(at) != ' ') {
            at++;
        }
        measure(metric(measurement, field), line.substring(start, at));
    }

    private static String metric(String measurement, String field) {
        if (field.equals(FIELD_LEFT_OUT)) {
            return measurement;
        }
        return measurement.equals(MEASUREMENT_LEFT_OUT) ? field : measurement + "." + field;
    }

    private void measure(String metric, String value) throws MalformedLine {
        switch (value) {
            case "t", "T", "true", "True", "TRUE" -> item.measure(metric, 1, null);
            case "f", "F", "false", "False", "FALSE" -> item.measure(metric, 0, null);
            default -> item.measure(metric, number(metric, value), null);
        }
    }

    private static double number(String metric, String value) throws MalformedLine {
        boolean whole = value.endsWith("i") || value.endsWith("u");
        try {
            return whole
                    ? Long.parseLong(value.substring(0, value.length() - 1))
                    : DecimalText.parse(value);
        } catch (NumberFormatException _) {
            throw new MalformedLine(
                    "metric '"
                            + Shown.cut(metric)
                            + "' is '"
                            + Shown.cut(value)
                            + "' and not a number");
        }
    }

    private void readTime() {
        String time = line.substring(at);
        try {
            item.time(EventTimes.fromEpoch(Long.parseLong(time)));
        } catch (NumberFormatException | DateTimeException _) {
            item.refuse(ErrorCode.INVALID_TIME, "'" + Shown.cut(time) + "' is not an epoch number");
        }
    }

    /**
     * Reads up to one of the delimiters; a backslash takes the meaning from a delimiter after it.
     */
    private String readName(String delimiters) {
        StringBuilder name = new StringBuilder();
        while (at < line.length() && delimiters.indexOf(line.charAt(at)) < 0) {
            if (line.charAt(at) == '\\'
                    && at + 1 < line.length()
                    && ",= ".indexOf(line.charAt(at + 1)) >= 0) {
                at++;
            }
            name.append(line.charAt(at++));
        }
        return name.toString();
    }

    private void skipText() throws MalformedLine {
        int opened = at++;
        while (at < line.length() && line.charAt(at) != '"') {
            at += line.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= line.length()) {
            throw new MalformedLine(
                    "the text that begins at column " + (opened + 1) + " does not end");
        }
        at++;
    }

    private void skipSpaces() {
        while (isAt(' ')) {
            at++;
        }
    }

    private boolean isAt(char character) {
        return at < line.length() && line.charAt(at) == character;
    }

    private void expect(char character, String what) throws MalformedLine {
        if (!isAt(character)) {
            throw new MalformedLine("expected " + what + " at column " + (at + 1));
        }
        at++;
    }
}
