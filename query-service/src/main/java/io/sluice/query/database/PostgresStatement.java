package io.sluice.query.database;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A statement that is put together, with the values for its question marks in their order. */
public final class PostgresStatement {
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    /**
     * Adds a part.
     *
     * @param text with a question mark for each value; never from a request
     */
    public PostgresStatement add(String text, Object... values) {
        sql.append(text);
        parameters.addAll(List.of(values));
        return this;
    }

    public PostgresStatement add(PostgresStatement other) {
        return add(other.sql(), other.parameters.toArray());
    }

    public PostgresStatement and(PostgresCondition condition) {
        return add(" and (" + condition.sql() + ")", condition.parameters().toArray());
    }

    /** A column is one of these series: a single one as itself, for the index's sake. */
    public PostgresStatement addSeries(String column, Collection<Integer> series) {
        if (series.size() == 1) {
            return add(column + " = ?", series.iterator().next());
        }
        return add(column + " = any (?)", numbers(series));
    }

    public static int[] numbers(Collection<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    public String sql() {
        return sql.toString();
    }

    public List<Object> parameters() {
        return List.copyOf(parameters);
    }
}
