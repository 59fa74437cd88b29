package io.sluice.query.tier;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is told of the readings in a bucket. */
public enum Aggregation {
    AVG,
    MIN,
    MAX,
    SUM,
    COUNT,
    FIRST,
    LAST,
    /** The deviation of a sample. */
    STDDEV,
    P50,
    P90,
    P99,
    /** The largest less the smallest. */
    RANGE,
    /** The last less the first, by the seconds between them. */
    RATE;

    private static final int MOST = values().length;

    /**
     * Aggregations by their names, which commas part.
     *
     * @throws QueryException {@code invalid_aggregate}
     */
    public static List<Aggregation> parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return List.of(AVG);
        }
        List<Aggregation> all =
                Arrays.stream(text.split(",", MOST + 1)).map(Aggregation::one).toList();
        if (all.stream().distinct().count() < all.size()) {
            throw new QueryException(
                    ErrorCode.INVALID_AGGREGATE, "aggregate '" + text + "' names one twice");
        }
        return all;
    }

    private static Aggregation one(String name) {
        return Arrays.stream(values())
                .filter(aggregation -> aggregation.text().equals(name.strip()))
                .findFirst()
                .orElseThrow(() ->
                        new QueryException(
                                ErrorCode.INVALID_AGGREGATE,
                                "aggregate '"
                                        + Excerpt.of(name)
                                        + "' is none of "
                                        + Arrays.stream(values()).map(Aggregation::text).toList()));
    }

    /** Whether rollups tell it. */
    public boolean isInRollups() {
        return this != P50 && this != P90 && this != P99;
    }

    /** Whether it is the value itself where there is one reading. */
    public boolean keepsSingleReadings() {
        return switch (this) {
            case AVG, MIN, MAX, SUM, FIRST, LAST, P50, P90, P99 -> true;
            case COUNT, STDDEV, RANGE, RATE -> false;
        };
    }

    /** As it is asked for and shown. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
