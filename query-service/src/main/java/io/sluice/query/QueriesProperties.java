package io.sluice.query;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The queries.
 *
 * @param statementTimeout the database ends a statement that takes longer; 100 ms to 1 h
 * @param mostPoints the most rows of an answer, which is cut there; 1,000 to 100,000,000
 * @param mostRows the most readings that are read for an answer, which is refused if there are
 *     more; 1,000 to 100,000,000,000
 */
@ConfigurationProperties("sluice.queries")
record QueriesProperties(
        @DefaultValue("30s") Duration statementTimeout,
        @DefaultValue("1000000") int mostPoints,
        @DefaultValue("50000000") long mostRows) {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final long FEWEST = 1_000;
    private static final long MOST_POINTS = 100_000_000;
    private static final long MOST_ROWS = 100_000_000_000L;

    QueriesProperties {
        if (statementTimeout.compareTo(SHORTEST) < 0 || statementTimeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "sluice.queries.statement-timeout "
                            + statementTimeout
                            + " is not between 100 ms and 1 h");
        }
        check("most-points", mostPoints, MOST_POINTS);
        check("most-rows", mostRows, MOST_ROWS);
    }

    private static void check(String name, long value, long most) {
        if (value < FEWEST || value > most) {
            throw new IllegalArgumentException(
                    "sluice.queries."
                            + name
                            + " "
                            + value
                            + " is not in "
                            + FEWEST
                            + " to "
                            + most);
        }
    }
}
