package io.sluice.coordinator.database;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/** Columns of type {@code jsonb}. */
public final class PostgresJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PostgresJson() {}

    /** The text of a column. Maps with their keys in order: equal ones have equal texts. */
    public static String of(Object value) {
        return JSON.writeValueAsString(value);
    }

    /** A column that holds texts by name. */
    public static Map<String, String> texts(String column) {
        return JSON.readValue(column, new TypeReference<>() {});
    }

    /** A column that holds lists of texts by name. */
    public static Map<String, List<String>> lists(String column) {
        return JSON.readValue(column, new TypeReference<>() {});
    }

    /** A column that holds one thing. */
    public static <T> T read(String column, Class<T> type) {
        return JSON.readValue(column, type);
    }

    /** A column that may hold nothing. */
    public static <T> @Nullable T readIfAny(@Nullable String column, Class<T> type) {
        return column == null ? null : read(column, type);
    }
}
