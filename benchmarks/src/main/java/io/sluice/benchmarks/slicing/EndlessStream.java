package io.sluice.benchmarks.slicing;

import io.sluice.slicing.Delay;
import io.sluice.slicing.OutOfOrderStream;
import java.util.Arrays;
import java.util.Random;

/**
 * A stream of 2,000 tuples a second: some minutes of it are made beforehand, and come again and
 * again at later times. Delayed tuples of the last seconds come at the next start, so that there is
 * no seam. Every 100 ms of arrival there is a watermark, behind by the longest delay. Times are
 * milliseconds.
 */
final class EndlessStream {
    static final int TUPLES_PER_SECOND = 2_000;

    static final long TEN_MINUTES = 600_000;

    private static final long WATERMARK_INTERVAL = 100;

    /** With 5 pauses a minute each is this long, and more than the gap of the session. */
    private static final long PAUSE = 1_500;

    private static final long PAUSE_INTERVAL = 12_000;
    private static final int DISTINCT_VALUES = 84_232;
    private static final long NONE = Long.MIN_VALUE;

    private final long[] times;
    private final double[] values;

    /** By tuple: the watermark that comes before it. */
    private final long[] watermarks;

    private final long length;
    private int next;
    private long base;

    /**
     * Makes what comes again and again.
     *
     * @param length of it, which is a multiple of 12 seconds
     * @param share of tuples that are delayed
     * @param longestDelay of uniform delays from 0 on
     * @param hasPauses five a minute, for sessions
     */
    EndlessStream(long length, double share, long longestDelay, boolean hasPauses) {
        this.length = length;
        this.base = length;
        long[] inOrder = times(length, hasPauses);
        times = new long[inOrder.length];
        values = new double[inOrder.length];
        watermarks = new long[inOrder.length];
        double[] random =
                new Random(5).ints(inOrder.length, 0, DISTINCT_VALUES).asDoubleStream().toArray();
        arrange(
                new OutOfOrderStream(inOrder, random, share, Delay.uniform(0, longestDelay), 7),
                share == 0 ? 0 : longestDelay);
    }

    private static long[] times(long length, boolean hasPauses) {
        long[] times = new long[(int) (length * TUPLES_PER_SECOND / 1000)];
        int number = 0;
        for (int tuple = 0; tuple < times.length; tuple++) {
            long time = tuple * 1000L / TUPLES_PER_SECOND;
            if (!hasPauses || time % PAUSE_INTERVAL < PAUSE_INTERVAL - PAUSE) {
                times[number++] = time;
            }
        }
        return Arrays.copyOf(times, number);
    }

    /** Merges the tuples that arrive after the end into the start. */
    private void arrange(OutOfOrderStream stream, long behind) {
        int late = stream.size();
        while (late > 0 && stream.arrival(late - 1) >= length) {
            late--;
        }
        int ofBefore = late;
        int own = 0;
        long watermarked = 0;
        for (int place = 0; place < times.length; place++) {
            boolean isOfBefore =
                    ofBefore < times.length
                            && (own == late
                                    || stream.arrival(ofBefore) - length < stream.arrival(own));
            int tuple = isOfBefore ? ofBefore++ : own++;
            long shift = isOfBefore ? length : 0;
            times[place] = stream.time(tuple) - shift;
            values[place] = stream.value(tuple);
            long interval = Math.floorDiv(stream.arrival(tuple) - shift, WATERMARK_INTERVAL);
            boolean isFirst = place == 0 || interval > watermarked;
            watermarks[place] = isFirst ? interval * WATERMARK_INTERVAL - behind - 1 : NONE;
            watermarked = interval;
        }
    }

    /** Gives the next tuples, and the watermarks between them. */
    void feed(WindowTechnique technique, int number) {
        for (int tuple = 0; tuple < number; tuple++) {
            if (next == times.length) {
                next = 0;
                base += length;
            }
            if (watermarks[next] != NONE) {
                technique.watermark(base + watermarks[next]);
            }
            technique.process(base + times[next], values[next]);
            next++;
        }
    }
}
