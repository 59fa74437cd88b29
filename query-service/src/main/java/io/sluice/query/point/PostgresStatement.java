package io.sluice.query.point;

import io.sluice.query.database.PostgresCondition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A statement that is put together, with the values for its question marks in their order. */
final class PostgresStatement {
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    PostgresStatement add(String text, Object... values) {
        sql.append(text);
        parameters.addAll(List.of(values));
        return this;
    }

    PostgresStatement and(PostgresCondition condition) {
        return add(" and (" + condition.sql() + ")", condition.parameters().toArray());
    }

    /** A column is one of these series: a single one as itself, for the index's sake. */
    PostgresStatement addSeries(String column, Collection<Integer> series) {
        if (series.size() == 1) {
            return add(column + " = ?", series.iterator().next());
        }
        return add(column + " = any (?)", numbers(series));
    }

    static int[] numbers(Collection<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    String sql() {
        return sql.toString();
    }

    List<Object> parameters() {
        return parameters;
    }
}
