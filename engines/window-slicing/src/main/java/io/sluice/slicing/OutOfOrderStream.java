package io.sluice.slicing;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A copy of a stream in which some tuples come later than they should: the same times and values in
 * the order of arrival. The same stream, share, delay and seed give the same copy on every machine.
 *
 * <p>A tuple that is delayed by {@code d} arrives after all tuples that have arrived at its time
 * plus {@code d}; those that are not delayed arrive at their time, in the order they had. Which
 * tuples are delayed depends on the seed and the share alone, and a larger share delays the same
 * ones and more, so that copies can be compared.
 */
public final class OutOfOrderStream {
    private final long[] times;
    private final double[] values;
    private final long[] arrivals;
    private final int[] positions;

    /** By tuple in the order of arrival: the earliest time of those that arrive after it. */
    private final long[] earliestAfter;

    /** By tuple in the order of arrival: the latest time of those up to it. */
    private final long[] latestUpTo;

    private final int outOfOrder;

    /**
     * Copies a stream.
     *
     * @param times from {@link SlicingOperator#EARLIEST_TIME} to {@link
     *     SlicingOperator#LATEST_TIME}, none less than the one before it
     * @param values as many as times
     * @param share how likely each tuple is to be delayed, from 0 to 1
     * @param delay how long it is then
     * @param seed of the random numbers
     * @throws SlicingException {@link SlicingProblem#SETTING_OUT_OF_RANGE}
     */
    public OutOfOrderStream(long[] times, double[] values, double share, Delay delay, long seed) {
        check(times, values, share);
        this.positions = new int[times.length];
        this.arrivals = new long[times.length];
        arrive(times, delays(times.length, share, delay, seed));
        this.times = new long[times.length];
        this.values = new double[times.length];
        for (int tuple = 0; tuple < times.length; tuple++) {
            this.times[tuple] = times[positions[tuple]];
            this.values[tuple] = values[positions[tuple]];
        }
        this.earliestAfter = earliestAfter(this.times);
        this.latestUpTo = latestUpTo(this.times);
        this.outOfOrder = earlierThanOneBefore();
    }

    private static void check(long[] times, double[] values, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw SlicingProblem.SETTING_OUT_OF_RANGE.with(
                    "share of delayed tuples is " + share + "; it must be from 0 to 1");
        }
        SlicingProblem.SETTING_OUT_OF_RANGE.unless(
                values.length == times.length, "number of values", values.length);
        long before = SlicingOperator.EARLIEST_TIME;
        for (long time : times) {
            SlicingProblem.SETTING_OUT_OF_RANGE.unless(
                    time >= before && time <= SlicingOperator.LATEST_TIME, "time", time);
            before = time;
        }
    }

    /** The delay of each tuple, or -1. */
    private static long[] delays(int number, double share, Delay delay, long seed) {
        // Of this generator nextLong alone is used, which is SplitMix64 (Steele, Lea, Flood: Fast
        // Splittable Pseudorandom Number Generators, 2014). A tuple takes two numbers, delayed or
        // not, so that those after it depend on neither the share nor the delay.
        SplittableRandom random = new SplittableRandom(seed);
        long[] delays = new long[number];
        for (int position = 0; position < number; position++) {
            double chance = share(random.nextLong());
            long length = random.nextLong();
            delays[position] = chance < share ? delay.of(length) : -1;
        }
        return delays;
    }

    /** A random number of 64 bits as one from 0 to less than 1. */
    static double share(long random) {
        return (random >>> 11) * 0x1p-53;
    }

    private void arrive(long[] original, long[] delays) {
        PriorityQueue<Waiting> waiting = new PriorityQueue<>(Waiting.BY_ARRIVAL);
        int arrived = 0;
        for (int position = 0; position < original.length; position++) {
            long time = original[position];
            if (delays[position] >= 0) {
                waiting.add(new Waiting(time + delays[position], position));
                continue;
            }
            arrived = arriveBefore(time, waiting, arrived);
            arrivals[arrived] = time;
            positions[arrived++] = position;
        }
        arriveBefore(Long.MAX_VALUE, waiting, arrived);
    }

    private int arriveBefore(long time, PriorityQueue<Waiting> waiting, int arrivedBefore) {
        int arrived = arrivedBefore;
        for (Waiting next = waiting.peek();
                next != null && next.arrival < time;
                next = waiting.peek()) {
            arrivals[arrived] = next.arrival;
            positions[arrived++] = next.position;
            waiting.remove();
        }
        return arrived;
    }

    private static long[] earliestAfter(long[] times) {
        long[] earliest = new long[times.length];
        long time = Long.MAX_VALUE;
        for (int tuple = times.length - 1; tuple >= 0; tuple--) {
            earliest[tuple] = time;
            time = Math.min(time, times[tuple]);
        }
        return earliest;
    }

    private static long[] latestUpTo(long[] times) {
        long[] latest = new long[times.length];
        long time = Long.MIN_VALUE;
        for (int tuple = 0; tuple < times.length; tuple++) {
            time = Math.max(time, times[tuple]);
            latest[tuple] = time;
        }
        return latest;
    }

    private int earlierThanOneBefore() {
        int number = 0;
        for (int tuple = 0; tuple < times.length; tuple++) {
            if (times[tuple] < latestUpTo[tuple]) {
                number++;
            }
        }
        return number;
    }

    /** How many tuples there are. */
    public int size() {
        return times.length;
    }

    /** The time of a tuple, which is what it was. */
    public long time(int tuple) {
        return times[tuple];
    }

    /** The value of a tuple, which is what it was. */
    public double value(int tuple) {
        return values[tuple];
    }

    /** The place that a tuple had before, from 0. */
    public int position(int tuple) {
        return positions[tuple];
    }

    /** When a tuple arrives: its time and its delay together. */
    public long arrival(int tuple) {
        return arrivals[tuple];
    }

    /**
     * How many tuples are earlier than one before them; fewer than are delayed, as a tuple may be
     * delayed by so little that it passes no other.
     */
    public int outOfOrder() {
        return outOfOrder;
    }

    /**
     * The highest watermark that is right once a tuple has arrived: no later one is at or before
     * it. {@link Long#MAX_VALUE} after the last.
     */
    public long watermarkAfter(int tuple) {
        return tuple == times.length - 1 ? Long.MAX_VALUE : earliestAfter[tuple] - 1;
    }

    /**
     * The watermark of who only knows how long tuples are delayed at most, as it is in practice.
     *
     * @param longestDelay if it is less than {@link Delay#longest}, tuples may come behind the
     *     watermark; from 0 to {@link SlicingOperator#LONGEST}
     * @throws SlicingException {@link SlicingProblem#SETTING_OUT_OF_RANGE}
     */
    public long watermarkAfter(int tuple, long longestDelay) {
        SlicingProblem.SETTING_OUT_OF_RANGE.unless(
                longestDelay >= 0 && longestDelay <= SlicingOperator.LONGEST,
                "longestDelay",
                longestDelay);
        return latestUpTo[tuple] - longestDelay - 1;
    }

    private record Waiting(long arrival, int position) {
        static final Comparator<Waiting> BY_ARRIVAL =
                Comparator.comparingLong(Waiting::arrival).thenComparingInt(Waiting::position);
    }
}
