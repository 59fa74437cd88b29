package io.sluice.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Devices with a past: what readings each has, computed from a seed. In each round every device has
 * one reading of each of its metrics, one device after the other, each a little off its turn.
 *
 * @param devices how many
 * @param rounds how many readings each series has
 * @param from no reading is before
 * @param until all readings are before
 * @param seed other values for another seed
 */
record Fleet(int devices, long rounds, Instant from, Instant until, long seed) {
    /** All devices of a fleet have this label. */
    static final String LABEL = "fleet";

    static final String NAME = "bench";

    private static final int DEVICES_PER_SITE = 25;

    /** The part of a round in which the devices have their turns; the rest is for being late. */
    private static final double TURNS = 0.9;

    private static final double NOISE = 0.02;

    Fleet {
        if (devices < 1 || rounds < 1) {
            throw new IllegalArgumentException(
                    devices + " devices with " + rounds + " readings a series");
        }
        if (period(from, until, rounds) < 1000L * devices) {
            throw new IllegalArgumentException(
                    rounds + " readings a series are too many from " + from + " to " + until);
        }
    }

    /**
     * A fleet with so many readings, or a few less: each series has as many as any other.
     *
     * @param now its readings end with the hour before
     */
    static Fleet of(long readings, int series, int days, long seed, Instant now) {
        int devices = series / metrics();
        Instant until = now.truncatedTo(ChronoUnit.HOURS);
        return new Fleet(
                devices,
                devices == 0 ? 0 : readings / ((long) devices * metrics()),
                until.minus(Duration.ofDays(days)),
                until,
                seed);
    }

    /** The fleet that the labels of its devices tell. */
    static Fleet ofLabels(Map<String, String> labels) {
        return new Fleet(
                Integer.parseInt(labels.get("devices")),
                Long.parseLong(labels.get("rounds")),
                Instant.parse(labels.get("from")),
                Instant.parse(labels.get("until")),
                Long.parseLong(labels.get("seed")));
    }

    /** What tells all of it. */
    Map<String, String> labels() {
        return Map.of(
                LABEL,
                NAME,
                "devices",
                Integer.toString(devices),
                "rounds",
                Long.toString(rounds),
                "from",
                from.toString(),
                "until",
                until.toString(),
                "seed",
                Long.toString(seed));
    }

    static int metrics() {
        return FleetMetric.ALL.size();
    }

    int series() {
        return devices * metrics();
    }

    long readings() {
        return rounds * series();
    }

    static String deviceId(int device) {
        return String.format(Locale.ROOT, "fleet-%05d", device);
    }

    static String site(int device) {
        return String.format(Locale.ROOT, "site-%02d", device / DEVICES_PER_SITE);
    }

    /** How long a round is. */
    Duration interval() {
        return Duration.of(period(from, until, rounds), ChronoUnit.MICROS);
    }

    /**
     * When a device has its readings of a round, in microseconds since 1970; a full millisecond.
     */
    long time(int device, long round) {
        long period = period(from, until, rounds);
        double turn = TURNS * device / devices;
        double late = (1 - TURNS) * random(device, round);
        long micros = micros(from) + round * period + (long) (period * (turn + late));
        return micros - micros % 1000;
    }

    double value(int device, int metric, long round) {
        return value(device, metric, round, time(device, round));
    }

    /**
     * The value of a series at a time: the source from a place of its own on, scaled, with noise.
     *
     * @param micros since 1970
     */
    double value(int device, int metric, long round, long micros) {
        int series = device * metrics() + metric;
        SourceSeries source = FleetMetric.ALL.get(metric).source();
        long phase = (long) (random(series, -1) * source.period());
        double scale = 0.9 + 0.2 * random(series, -2);
        double noise = 1 + NOISE * (random(-series - 1, round) - 0.5);
        double value = source.at(phase + micros - micros(from)) * scale * noise;
        return Math.round(value * 1000) / 1000.0;
    }

    /** How many readings a series of a device has in a range of times. */
    long count(int device, Instant rangeFrom, Instant rangeUntil) {
        return roundsBefore(device, rangeUntil) - roundsBefore(device, rangeFrom);
    }

    private long roundsBefore(int device, Instant time) {
        long micros = micros(time);
        long about = (micros - micros(from)) / period(from, until, rounds);
        long round = Math.clamp(about - 1, 0, rounds);
        while (round < rounds && time(device, round) < micros) {
            round++;
        }
        return round;
    }

    /** Between 0 and 1, the same for the same numbers. */
    private double random(long one, long other) {
        return new SplittableRandom(
                        seed + one * 0x9e37_79b9_7f4a_7c15L + other * 0xd1b5_4a32_d192_ed03L)
                .nextDouble();
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static long period(Instant from, Instant until, long rounds) {
        return ChronoUnit.MICROS.between(from, until) / rounds;
    }
}
