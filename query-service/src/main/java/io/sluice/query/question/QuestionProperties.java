package io.sluice.query.question;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Questions about many series.
 *
 * @param mostSeries the most series that one may choose; 1 to 1,000,000
 */
@ConfigurationProperties("sluice.queries")
record QuestionProperties(@DefaultValue("10000") int mostSeries) {
    private static final int MOST = 1_000_000;

    QuestionProperties {
        if (mostSeries < 1 || mostSeries > MOST) {
            throw new IllegalArgumentException(
                    "sluice.queries.most-series " + mostSeries + " is not in 1 to " + MOST);
        }
    }
}
