package io.sluice.query.tier;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How time is divided into buckets. Times are microseconds since 1970, and not before. */
public sealed interface Bucket {
    /** The shortest time that is divided by local days. */
    Duration DAY = Duration.ofDays(1);

    /** All of a range. */
    Bucket WHOLE = new Whole();

    /**
     * Buckets of a width: from a day on they begin at midnight of the zone, counted from
     * 1970-01-01; shorter ones are counted from 1970-01-01T00:00:00Z, whatever the zone.
     */
    static Bucket of(Duration width, ZoneId zone) {
        long micros = width.toNanos() / 1_000;
        boolean isUtc = zone.getRules().isFixedOffset() && offset(zone, Instant.EPOCH) == 0;
        return width.compareTo(DAY) < 0 || isUtc ? new Fixed(micros) : new Local(micros, zone);
    }

    private static int offset(ZoneId zone, Instant at) {
        return zone.getRules().getOffset(at).getTotalSeconds();
    }

    /** The beginning of the bucket that a time is in. */
    long start(long time);

    /** The beginning of the bucket after the one that begins at a time. */
    long next(long start);

    /** As it is shown: an ISO-8601 duration, or {@code whole}. */
    String text();

    /** One bucket. */
    record Whole() implements Bucket {
        @Override
        public long start(long time) {
            return 0;
        }

        @Override
        public long next(long start) {
            return Long.MAX_VALUE;
        }

        @Override
        public String text() {
            return "whole";
        }
    }

    /** Buckets of one length, counted from 1970 UTC. */
    record Fixed(long micros) implements Bucket {
        @Override
        public long start(long time) {
            return time - Math.floorMod(time, micros);
        }

        @Override
        public long next(long start) {
            return start + micros;
        }

        @Override
        public String text() {
            return iso(micros);
        }
    }

    /**
     * Buckets of one length by the clocks of a zone: a day of it may have 23 or 25 hours.
     *
     * @param micros at least a day
     */
    record Local(long micros, ZoneId zone) implements Bucket {
        @Override
        public long start(long time) {
            return startOf(number(time) * micros);
        }

        @Override
        public long next(long start) {
            return startOf((number(start) + 1) * micros);
        }

        /** How many buckets lie between 1970-01-01 and the one that a time is in. */
        long number(long time) {
            LocalDateTime local = LocalDateTime.ofInstant(instant(time), zone);
            return Math.floorDiv(ChronoUnit.MICROS.between(EPOCH, local), micros);
        }

        /** When the clocks of the zone show, for the first time, so long after 1970-01-01. */
        public long startOf(long localMicros) {
            LocalDateTime local = EPOCH.plus(localMicros, ChronoUnit.MICROS);
            return ChronoUnit.MICROS.between(Instant.EPOCH, local.atZone(zone).toInstant());
        }

        @Override
        public String text() {
            return iso(micros);
        }

        private static final LocalDateTime EPOCH =
                LocalDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC);

        private static Instant instant(long micros) {
            return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        }
    }

    private static String iso(long micros) {
        Duration width = Duration.of(micros, ChronoUnit.MICROS);
        long days = width.toDays();
        Duration rest = width.minusDays(days);
        String text = rest.isZero() && days > 0 ? "" : rest.toString().substring(1);
        return days > 0 ? String.format(Locale.ROOT, "P%dD%s", days, text) : "P" + text;
    }
}
