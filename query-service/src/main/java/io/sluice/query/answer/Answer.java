package io.sluice.query.answer;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer that is written while it is read, so that its size needs no memory: what is known at
 * once, then rows, then what is known only after them.
 *
 * <p>In JSON the answer is an object with the members of {@link #head}, the rows as an array of
 * objects, and the members that {@link #writeTo} returns. The other formats hold the rows alone.
 */
public interface Answer {
    /**
     * What is known before the first row, in the order to be shown: texts, numbers, maps, lists.
     */
    Map<String, Object> head();

    /** The name of the rows, such as {@code points} or {@code gaps}. */
    String rows();

    /**
     * The columns by which rows are put together into groups, such as the device and the metric;
     * empty if there is one group only. In JSON there is then an array {@code series} of objects
     * with these members and the rows of the group; in the other formats each row begins with them.
     */
    default List<String> groups() {
        return List.of();
    }

    /** The columns of a row. */
    List<Column> columns();

    /**
     * Gives all rows to a sink.
     *
     * @return what is known only now, in the order to be shown
     */
    Map<String, Object> writeTo(RowSink sink);

    /**
     * What changes when the answer changes, if that can be told before it is computed. With the
     * request it makes the {@code ETag}.
     */
    default Optional<String> version() {
        return Optional.empty();
    }
}
