package io.sluice.query.database;

import java.util.List;

/**
 * A part of a where clause with the values for its question marks. What comes from a request is
 * among the values, never in the text.
 *
 * @param sql such as {@code ts >= ? and ts < ?}
 */
public record PostgresCondition(String sql, List<Object> parameters) {
    /** Holds always. */
    public static final PostgresCondition ALWAYS = new PostgresCondition("true", List.of());

    public PostgresCondition {
        parameters = List.copyOf(parameters);
    }
}
