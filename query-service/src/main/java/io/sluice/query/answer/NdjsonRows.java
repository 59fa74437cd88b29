package io.sluice.query.answer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** An answer as JSON objects, one on each line, which begin with the keys of their group. */
final class NdjsonRows implements AnswerRows {
    private final JsonGenerator json;
    private final List<String> groups;
    private final JsonCells cells;
    private List<@Nullable String> keys = List.of();

    /**
     * @param json one without separators
     */
    NdjsonRows(JsonGenerator json, Answer answer) {
        this.json = json;
        this.groups = answer.groups();
        this.cells = new JsonCells(json, answer.columns());
    }

    @Override
    public void begin() {
        // There is nothing before the rows.
    }

    @Override
    public void group(List<@Nullable String> group) {
        keys = group;
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
        json.writeRaw('\n');
    }

    private JsonCells row() {
        if (cells.areAtTheStart()) {
            json.writeStartObject();
            for (int i = 0; i < keys.size(); i++) {
                String key = keys.get(i);
                if (key != null) {
                    json.writeStringProperty(groups.get(i), key);
                }
            }
        }
        return cells;
    }

    @Override
    public void finish(Map<String, Object> tail) {
        json.close();
    }

    @Override
    public void close() {
        // The generator is closed by finish() only: closing would hand on what is left.
    }
}
