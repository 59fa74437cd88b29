package io.sluice.query.question;

import io.sluice.query.point.TimeRange;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many readings some series should have in a range.
 *
 * @param intervals of the series where it is known, in microseconds
 * @param now nothing is expected yet of what comes after
 */
record ExpectedReadings(List<Long> intervals, TimeRange range, Instant now) {
    /**
     * What is shown of it: only where it is known of all of them, so that like is compared to like.
     */
    Optional<Map<String, Object>> of(long found, int series) {
        if (intervals.size() < series) {
            return Optional.empty();
        }
        Instant end = range.to().isBefore(now) ? range.to() : now;
        long micros = Math.max(0, ChronoUnit.MICROS.between(range.from(), end));
        long expected =
                intervals.stream().mapToLong(interval -> Math.ceilDiv(micros, interval)).sum();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("expected", expected);
        shown.put("found", found);
        if (expected > 0) {
            shown.put("share", (double) found / expected);
        }
        return Optional.of(shown);
    }
}
