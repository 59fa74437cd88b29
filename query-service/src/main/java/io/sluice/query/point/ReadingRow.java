package io.sluice.query.point;

import io.sluice.contracts.readings.QualityFlag;
import io.sluice.query.answer.Column;
import io.sluice.query.answer.RowSink;
import java.util.List;
import java.util.Locale;

/** A reading as a row of an answer. */
public final class ReadingRow {
    public static final List<Column> COLUMNS =
            List.of(
                    Column.time("time"),
                    Column.number("value"),
                    Column.integer("ordinal"),
                    Column.texts("quality"));

    private ReadingRow() {}

    /** The ordinal is left out for the first at its time, the quality for a good one. */
    public static void write(RowSink sink, long time, int ordinal, double value, int quality) {
        sink.time(time);
        sink.number(value);
        if (ordinal == 0) {
            sink.absent();
        } else {
            sink.integer(ordinal);
        }
        if (quality == 0) {
            sink.absent();
        } else {
            sink.texts(names(quality));
        }
        sink.end();
    }

    static List<String> names(int quality) {
        return QualityFlag.of(quality).stream()
                .map(flag -> flag.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
