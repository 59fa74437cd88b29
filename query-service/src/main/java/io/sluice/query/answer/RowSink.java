package io.sluice.query.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows of an answer, cell by cell in the order of its columns. In JSON a cell with
 * nothing in it is left out, unless {@link #nothing} says that it is shown as null.
 */
public interface RowSink {
    /**
     * Begins a group of rows.
     *
     * @param keys what the group has in the columns of {@link Answer#groups}; null for nothing
     */
    void group(List<@Nullable String> keys);

    /** A cell of kind TIME: microseconds since 1970. */
    void time(long micros);

    /** A cell of kind NUMBER, finite. */
    void number(double value);

    /** A cell of kind INTEGER. */
    void integer(long value);

    /** A cell of kind TEXT. */
    void text(String value);

    /** A cell of kind TEXTS. */
    void texts(List<String> values);

    /** A cell of any kind that has nothing, and in JSON is shown as null. */
    void nothing();

    /** A cell of any kind that has nothing, and in JSON is left out. */
    void absent();

    /** The row is complete. */
    void end();
}
