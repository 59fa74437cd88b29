package io.sluice.query.analysis;

/**
 * Expressions that do not fail: PostgreSQL raises an error where the result of an operation is
 * beyond what a double can hold, or so small that it would become 0.
 */
final class PostgresMath {
    /** What is summed up of rows as {@link PostgresSource#summed} gives them. */
    static final String SUMS =
            """
            sum(n)::bigint as n, coalesce(sum(sum), 0) as sum, sum(extreme) as extreme,
            min(min) as min, max(max) as max\
            """;

    private static final String MEAN =
            """
            case when n > 0 then least(max, greatest(min,
                case when abs(sum) > 1e-280 then sum / n else 0 end
                + case when extreme is null then 0
                    else least(1.797693134862315e288, greatest(-1.797693134862315e288, extreme / n)) * 1e20 end)) end\
            """;

    private static final String TOTAL =
            """
            case when extreme is null then sum when abs(extreme) < 1.7e288 then sum + extreme * 1e20 end\
            """;

    private PostgresMath() {}

    /**
     * An aggregate of the columns of {@link #SUMS}; null where it is no number that a double holds.
     */
    static String of(Measure measure) {
        return switch (measure) {
            case AVG -> MEAN;
            case MIN -> "min";
            case MAX -> "max";
            case SUM -> TOTAL;
            case COUNT -> "n::double precision";
        };
    }

    static String difference(String a, String b) {
        return "case when abs(%1$s) < 8e307 and abs(%2$s) < 8e307 then %1$s - (%2$s) end"
                .formatted(a, b);
    }

    /** How much more a is than b, in percent of b. */
    static String percent(String a, String b) {
        return """
        case when abs(%2$s) between 1e-100 and 1e100 and abs(%1$s) < 1e100
             and (%1$s = %2$s or abs(%1$s - %2$s) > 1e-100)
         then (%1$s - %2$s) / abs(%2$s) * 100 end\
        """
                .formatted(a, b);
    }

    /** Microseconds since 1970. */
    static String micros(String timestamp) {
        return "(extract(epoch from " + timestamp + ") * 1000000)::bigint";
    }
}
