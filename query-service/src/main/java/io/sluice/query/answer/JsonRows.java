package io.sluice.query.answer;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Rows as JSON objects. */
final class JsonRows implements RowSink {
    private final JsonGenerator json;
    private final Answer answer;
    private final List<Column> columns;
    private int cell;
    private boolean inGroup;

    JsonRows(JsonGenerator json, Answer answer) {
        this.json = json;
        this.answer = answer;
        this.columns = answer.columns();
        json.writeArrayPropertyStart(answer.groups().isEmpty() ? answer.rows() : "series");
    }

    @Override
    public void group(List<@Nullable String> keys) {
        endGroup();
        json.writeStartObject();
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            if (key != null) {
                json.writeStringProperty(answer.groups().get(i), key);
            }
        }
        json.writeArrayPropertyStart(answer.rows());
        inGroup = true;
    }

    private void endGroup() {
        if (inGroup) {
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    @Override
    public void time(long micros) {
        name();
        json.writeString(Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString());
    }

    @Override
    public void number(double value) {
        name();
        json.writeNumber(value);
    }

    @Override
    public void integer(long value) {
        name();
        json.writeNumber(value);
    }

    @Override
    public void text(String value) {
        name();
        json.writeString(value);
    }

    @Override
    public void texts(List<String> values) {
        name();
        json.writeStartArray();
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    @Override
    public void nothing() {
        name();
        json.writeNull();
    }

    @Override
    public void absent() {
        startRow();
        cell++;
    }

    @Override
    public void end() {
        startRow();
        json.writeEndObject();
        cell = 0;
    }

    private void name() {
        startRow();
        json.writeName(columns.get(cell++).name());
    }

    private void startRow() {
        if (cell == 0) {
            json.writeStartObject();
        }
    }

    void close() {
        endGroup();
        json.writeEndArray();
    }
}
