package io.sluice.query.analysis;

import io.sluice.contracts.readings.QualityFlag;
import io.sluice.query.answer.Answer;
import io.sluice.query.answer.Column;
import io.sluice.query.answer.RowSink;
import io.sluice.query.database.PostgresQueries;
import io.sluice.query.database.PostgresStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An answer whose rows are those of a statement: the number of the group, by which they are
 * ordered, and then the columns.
 */
record PostgresAnswer(
        PostgresQueries queries,
        PostgresStatement statement,
        Groups of,
        Map<String, Object> head,
        String rows,
        List<Column> columns,
        Cells cells)
        implements Answer {
    /** Writes the cells of a row. */
    @FunctionalInterface
    interface Cells {
        void write(ResultSet row, RowSink sink) throws SQLException;
    }

    /** The cells are those of the row, after the group. */
    PostgresAnswer(
            PostgresQueries queries,
            PostgresStatement statement,
            Groups of,
            Map<String, Object> head,
            String rows,
            List<Column> columns) {
        this(
                queries,
                statement,
                of,
                head,
                rows,
                columns,
                (row, sink) -> {
                    for (int i = 0; i < columns.size(); i++) {
                        write(row, i + 2, columns.get(i).kind(), sink);
                    }
                });
    }

    @Override
    public List<String> groups() {
        return of.columns();
    }

    @Override
    public Map<String, Object> writeTo(RowSink sink) {
        GroupedRows grouped = new GroupedRows(of, sink);
        queries.forEach(
                statement.sql(),
                statement.parameters(),
                row -> {
                    grouped.startRow(row.getInt(1));
                    cells.write(row, sink);
                    sink.end();
                });
        return Map.of();
    }

    static void write(ResultSet row, int index, Column.Kind kind, RowSink sink)
            throws SQLException {
        if (row.getObject(index) == null) {
            sink.absent();
            return;
        }
        switch (kind) {
            case TIME -> sink.time(row.getLong(index));
            case NUMBER -> number(row.getDouble(index), sink);
            case INTEGER -> sink.integer(row.getLong(index));
            case TEXT -> sink.text(row.getString(index));
            case TEXTS -> quality(row.getInt(index), sink);
        }
    }

    static void number(double value, RowSink sink) {
        if (Double.isFinite(value)) {
            sink.number(value);
        } else {
            sink.absent();
        }
    }

    /** Flags of quality by their names. */
    static void quality(int bits, RowSink sink) {
        if (bits == 0) {
            sink.absent();
        } else {
            sink.texts(
                    QualityFlag.of(bits).stream()
                            .map(flag -> flag.name().toLowerCase(Locale.ROOT))
                            .toList());
        }
    }
}
