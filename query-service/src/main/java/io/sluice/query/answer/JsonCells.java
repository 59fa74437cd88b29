package io.sluice.query.answer;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** The cells of a row as members of a JSON object. */
final class JsonCells {
    private final JsonGenerator json;
    private final List<Column> columns;
    private int cell;

    JsonCells(JsonGenerator json, List<Column> columns) {
        this.json = json;
        this.columns = columns;
    }

    boolean areAtTheStart() {
        return cell == 0;
    }

    void time(long micros) {
        name();
        json.writeString(Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString());
    }

    void number(double value) {
        name();
        json.writeNumber(value);
    }

    void integer(long value) {
        name();
        json.writeNumber(value);
    }

    void text(String value) {
        name();
        json.writeString(value);
    }

    void texts(List<String> values) {
        name();
        json.writeStartArray();
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    void nothing() {
        name();
        json.writeNull();
    }

    void absent() {
        cell++;
    }

    void end() {
        json.writeEndObject();
        cell = 0;
    }

    private void name() {
        json.writeName(columns.get(cell++).name());
    }
}
