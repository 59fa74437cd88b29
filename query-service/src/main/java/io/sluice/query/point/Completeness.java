package io.sluice.query.point;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many readings of a series a range should have, by the interval of its device.
 *
 * @param now nothing is expected yet of what comes after
 * @param stock how many there are as far as rollups tell
 */
record Completeness(TimeRange range, Instant now, Optional<Duration> interval, long stock) {
    /** What is shown of it, if something is expected. */
    Optional<Map<String, Object>> of(long found) {
        return interval.filter(each -> each.isPositive()).map(each -> shown(found, expected(each)));
    }

    private long expected(Duration each) {
        Instant end = range.to().isBefore(now) ? range.to() : now;
        long micros = ChronoUnit.MICROS.between(range.from(), end);
        return micros <= 0 ? 0 : Math.ceilDiv(micros, Math.max(1, each.toNanos() / 1_000));
    }

    private static Map<String, Object> shown(long found, long expected) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("expected", expected);
        shown.put("found", found);
        if (expected > 0) {
            shown.put("share", (double) found / expected);
        }
        return shown;
    }
}
