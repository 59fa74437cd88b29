package io.sluice.query.answer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An answer as an Apache Arrow stream: the head is the schema's metadata, each row begins with the
 * keys of its group. Memory outside of the heap holds one batch of rows.
 */
final class ArrowRows implements AnswerRows {
    private static final int ROWS_OF_A_BATCH = 8_192;

    /** Texts have no greatest length: a batch ends early when they are long. */
    private static final int TEXT_OF_A_BATCH = 1 << 20;

    private final BufferAllocator memory;
    private final VectorSchemaRoot batch;
    private final ArrowStreamWriter out;
    private final List<ArrowColumn> columns;
    private final int groups;
    private List<@Nullable String> keys = List.of();
    private int row;
    private int cell;
    private int text;

    /**
     * @param memory of this answer alone; closed with it
     * @param metadata of the schema
     */
    ArrowRows(
            OutputStream out, Answer answer, Map<String, String> metadata, BufferAllocator memory) {
        this.memory = memory;
        this.groups = answer.groups().size();
        List<Field> fields = new ArrayList<>();
        answer.groups().forEach(name -> fields.add(ArrowColumn.field(Column.text(name))));
        answer.columns().forEach(column -> fields.add(ArrowColumn.field(column)));
        this.batch = VectorSchemaRoot.create(new Schema(fields, metadata), memory);
        this.columns = batch.getFieldVectors().stream().map(ArrowColumn::new).toList();
        this.out =
                new ArrowStreamWriter(batch, new DictionaryProvider.MapDictionaryProvider(), out);
    }

    @Override
    public void begin() {
        try {
            out.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void group(List<@Nullable String> group) {
        keys = group;
    }

    @Override
    public void time(long micros) {
        next().set(row, micros);
    }

    @Override
    public void number(double value) {
        next().set(row, value);
    }

    @Override
    public void integer(long value) {
        next().set(row, value);
    }

    @Override
    public void text(String value) {
        text += next().set(row, value);
    }

    @Override
    public void texts(List<String> values) {
        text += next().set(row, values);
    }

    @Override
    public void nothing() {
        next().setNothing(row);
    }

    @Override
    public void absent() {
        next().setNothing(row);
    }

    private ArrowColumn next() {
        return columns.get(groups + cell++);
    }

    @Override
    public void end() {
        for (int i = 0; i < groups; i++) {
            String key = keys.get(i);
            if (key != null) {
                text += columns.get(i).set(row, key);
            }
        }
        cell = 0;
        row++;
        if (row == ROWS_OF_A_BATCH || text >= TEXT_OF_A_BATCH) {
            writeBatch();
        }
    }

    private void writeBatch() {
        try {
            batch.setRowCount(row);
            out.writeBatch();
            // Freed, not kept: else one batch of long texts keeps its room to the end.
            batch.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        row = 0;
        text = 0;
    }

    @Override
    public void finish(Map<String, Object> tail) {
        if (row > 0) {
            writeBatch();
        }
        try {
            out.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does not close the writer: that would end the stream well. */
    @Override
    public void close() {
        batch.close();
        memory.close();
    }
}
