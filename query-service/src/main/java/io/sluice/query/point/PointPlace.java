package io.sluice.query.point;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a series: that of one reading. As text it is the cursor that leads to the next page.
 *
 * @param time microseconds since 1970
 */
public record PointPlace(long time, int ordinal) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18}),(\\d{1,5})");

    static PointPlace of(Point point) {
        return new PointPlace(point.time(), point.ordinal());
    }

    /**
     * @throws QueryException {@code invalid_cursor}
     */
    static PointPlace parse(String cursor) {
        try {
            String text =
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            Matcher matcher = TEXT.matcher(text);
            if (matcher.matches()) {
                return new PointPlace(
                        Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)));
            }
        } catch (IllegalArgumentException e) {
            throw new QueryException(ErrorCode.INVALID_CURSOR, "the cursor is not one of ours", e);
        }
        throw new QueryException(ErrorCode.INVALID_CURSOR, "the cursor is not one of ours");
    }

    /**
     * The place that a cursor names, if there is a cursor.
     *
     * @throws QueryException {@code invalid_cursor}
     */
    static @Nullable PointPlace parseOrNull(@Nullable String cursor) {
        return cursor == null ? null : parse(cursor);
    }

    String toCursor() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((time + "," + ordinal).getBytes(StandardCharsets.US_ASCII));
    }
}
