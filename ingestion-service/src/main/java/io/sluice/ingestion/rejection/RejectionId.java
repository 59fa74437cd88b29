package io.sluice.ingestion.rejection;

import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one rejection by where it lies in the topic {@code readings-rejected}, written {@code
 * partition-offset}.
 */
record RejectionId(int partition, long offset) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})-(\\d{1,18})");

    /**
     * @throws IngestionException {@code unknown_rejection} for what is not such a name
     */
    static RejectionId parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IngestionException(
                    ErrorCode.UNKNOWN_REJECTION,
                    "'" + text + "' does not name a rejection; names look like 0-17");
        }
        return new RejectionId(
                Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
