package io.sluice.coordinator.task;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * How urgent a task is.
 *
 * @param level 0 (most urgent) to 9
 */
public record Priority(int level) {
    static final int LEAST_URGENT = 9;
    static final Priority HIGH = new Priority(0);
    static final Priority MEDIUM = new Priority(5);
    static final Priority LOW = new Priority(LEAST_URGENT);

    public Priority {
        if (level < 0 || level > LEAST_URGENT) {
            throw wrong(Integer.toString(level));
        }
    }

    /** A name or a level, as it is sent. */
    static Priority of(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return MEDIUM;
        }
        if (value.isInt()) {
            return new Priority(value.intValue());
        }
        return switch (value.isString() ? value.stringValue().toUpperCase(Locale.ROOT) : "") {
            case "HIGH" -> HIGH;
            case "MEDIUM" -> MEDIUM;
            case "LOW" -> LOW;
            default -> throw wrong(value.toString());
        };
    }

    private static CoordinatorException wrong(String value) {
        return new CoordinatorException(
                ErrorCode.INVALID_PRIORITY,
                "priority "
                        + (value.length() > 40 ? value.substring(0, 40) + "…" : value)
                        + " is none of HIGH (0), MEDIUM (5), LOW (9), or 0 to 9");
    }
}
