package io.sluice.query.answer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** An answer as one JSON object. */
final class JsonRows implements AnswerRows {
    private final JsonGenerator json;
    private final Answer answer;
    private final JsonCells cells;
    private boolean inGroup;

    JsonRows(JsonGenerator json, Answer answer) {
        this.json = json;
        this.answer = answer;
        this.cells = new JsonCells(json, answer.columns());
    }

    @Override
    public void begin() {
        json.writeStartObject();
        members(answer.head());
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
        row().time(micros);
    }

    @Override
    public void number(double value) {
        row().number(value);
    }

    @Override
    public void integer(long value) {
        row().integer(value);
    }

    @Override
    public void text(String value) {
        row().text(value);
    }

    @Override
    public void texts(List<String> values) {
        row().texts(values);
    }

    @Override
    public void nothing() {
        row().nothing();
    }

    @Override
    public void absent() {
        row().absent();
    }

    @Override
    public void end() {
        row().end();
    }

    private JsonCells row() {
        if (cells.areAtTheStart()) {
            json.writeStartObject();
        }
        return cells;
    }

    @Override
    public void finish(Map<String, Object> tail) {
        endGroup();
        json.writeEndArray();
        members(tail);
        json.writeEndObject();
        json.close();
    }

    private void members(Map<String, Object> members) {
        members.forEach(json::writePOJOProperty);
    }

    @Override
    public void close() {
        // The generator is closed by finish() only: closing would complete the JSON.
    }
}
