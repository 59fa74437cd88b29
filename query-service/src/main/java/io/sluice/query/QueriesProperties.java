package io.sluice.query;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The queries.
 *
 * @param statementTimeout the database ends a statement that takes longer; 100 ms to 1 h
 */
@ConfigurationProperties("sluice.queries")
record QueriesProperties(@DefaultValue("30s") Duration statementTimeout) {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);

    QueriesProperties {
        if (statementTimeout.compareTo(SHORTEST) < 0 || statementTimeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "sluice.queries.statement-timeout "
                            + statementTimeout
                            + " is not between 100 ms and 1 h");
        }
    }
}
