package io.sluice.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;

/**
 * A question about one series and one range of times, or about all series.
 *
 * @param fewest an answer with less rows is wrong
 * @param most an answer with more rows is wrong
 */
record Asked(
        Question question,
        int device,
        int metric,
        Instant from,
        Instant until,
        long fewest,
        long most) {
    static final int MAX_POINTS = 1000;

    private static final Duration DAY = Duration.ofDays(1);

    /**
     * A question about a series that is drawn, and a day that is drawn from the whole past; the
     * question about all of a series ends now.
     */
    static Asked draw(Question question, Fleet fleet, RandomGenerator random, Instant now) {
        int device = random.nextInt(fleet.devices());
        int metric = random.nextInt(Fleet.metrics());
        long hours = Math.max(1, ChronoUnit.HOURS.between(fleet.from(), fleet.until().minus(DAY)));
        Instant hour = fleet.from().plus(random.nextLong(hours), ChronoUnit.HOURS);
        return switch (question) {
            case LATEST -> new Asked(question, device, metric, now, now, 1, 1);
            case RAW_DAY -> {
                Instant from = hour.plusMillis(random.nextInt(3_600_000));
                Instant until = from.plus(DAY);
                long count = Math.max(0, fleet.count(device, from, earlier(until, fleet.until())));
                yield new Asked(question, device, metric, from, until, count, count);
            }
            case YEAR -> {
                // As few as a tier that is twice as coarse as it need be would give.
                long fewest = Math.min(fleet.rounds(), MAX_POINTS / 3);
                yield new Asked(question, device, metric, fleet.from(), now, fewest, MAX_POINTS);
            }
            case FLEET_DAY -> new Asked(question, device, metric, hour, hour.plus(DAY), 24, 24);
        };
    }

    String deviceId() {
        return Fleet.deviceId(device);
    }

    String metricName() {
        return FleetMetric.ALL.get(metric).name();
    }

    boolean isRightInSize(long rows) {
        return rows >= fewest && rows <= most;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
