package io.sluice.query.point;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import org.jspecify.annotations.Nullable;

/** What is shown for buckets without readings. */
public enum Fill {
    /** Nothing: they are left out. */
    NONE,
    /** A row with null. */
    NULL,
    /** What the bucket before had. Buckets before the first with readings are left out. */
    PREVIOUS,
    /** What lies on the line from the bucket before to the one after; none outside of these. */
    LINEAR;

    /**
     * What a text asks for; nothing where it is missing.
     *
     * @throws QueryException {@code invalid_fill}
     */
    public static Fill parse(@Nullable String text) {
        return switch (text == null || text.isBlank() ? "none" : text) {
            case "none" -> NONE;
            case "null" -> NULL;
            case "previous" -> PREVIOUS;
            case "linear" -> LINEAR;
            default ->
                    throw new QueryException(
                            ErrorCode.INVALID_FILL, "fill is none of none, null, previous, linear");
        };
    }
}
