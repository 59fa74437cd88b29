package io.sluice.query.analysis;

import io.sluice.query.database.PostgresCondition;
import java.util.ArrayList;
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

    PostgresStatement add(PostgresStatement other) {
        return add(other.sql(), other.parameters.toArray());
    }

    PostgresStatement and(PostgresCondition condition) {
        return add(" and (" + condition.sql() + ")", condition.parameters().toArray());
    }

    String sql() {
        return sql.toString();
    }

    List<Object> parameters() {
        return List.copyOf(parameters);
    }
}
