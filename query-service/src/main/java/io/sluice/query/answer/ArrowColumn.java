package io.sluice.query.answer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** One column of a batch. Cells that are not set are null. */
record ArrowColumn(FieldVector vector) {
    private static final FieldType UTF8 = FieldType.nullable(ArrowType.Utf8.INSTANCE);

    static Field field(Column column) {
        return switch (column.kind()) {
            case TIME -> plain(column, new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"));
            case NUMBER ->
                    plain(column, new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
            case INTEGER -> plain(column, new ArrowType.Int(64, true));
            case TEXT -> new Field(column.name(), UTF8, List.of());
            case TEXTS ->
                    new Field(
                            column.name(),
                            FieldType.nullable(ArrowType.List.INSTANCE),
                            List.of(new Field("item", UTF8, List.of())));
        };
    }

    private static Field plain(Column column, ArrowType type) {
        return new Field(column.name(), FieldType.nullable(type), List.of());
    }

    /** A time or an integer. */
    void set(int row, long value) {
        if (vector instanceof TimeStampMicroTZVector times) {
            times.setSafe(row, value);
        } else {
            ((BigIntVector) vector).setSafe(row, value);
        }
    }

    void set(int row, double value) {
        ((Float8Vector) vector).setSafe(row, value);
    }

    /** Returns how many bytes it took. */
    int set(int row, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        ((VarCharVector) vector).setSafe(row, bytes);
        return bytes.length;
    }

    /** Returns how many bytes they took. */
    int set(int row, List<String> values) {
        ListVector lists = (ListVector) vector;
        VarCharVector items = (VarCharVector) lists.getDataVector();
        int place = lists.startNewValue(row);
        int length = 0;
        for (String value : values) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            items.setSafe(place++, bytes);
            length += bytes.length;
        }
        lists.endValue(row, values.size());
        return length;
    }

    void setNothing(int row) {
        // Reading a list behind a gap needs the gap to be filled; the others take it as it is.
        if (vector instanceof ListVector lists) {
            lists.setNull(row);
        }
    }
}
