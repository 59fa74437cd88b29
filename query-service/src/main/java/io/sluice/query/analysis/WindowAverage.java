package io.sluice.query.analysis;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.util.Arrays;

/**
 * The average of the last readings, a ring of them.
 *
 * <p>Nothing is ever taken from a sum, so that a huge value leaves no trace when it has left: the
 * older half of the ring has the sums from each place to its end, the newer half has one sum; when
 * the older half is used up, the newer one becomes it (a queue of two stacks).
 */
final class WindowAverage implements MovingAverage {
    private static final int FIRST_CAPACITY = 64;

    private final long width;
    private final int most;
    private final int limit;

    private long[] times = new long[FIRST_CAPACITY];
    private double[] values = new double[FIRST_CAPACITY];
    private double[] sumsToMiddle = new double[FIRST_CAPACITY];

    /**
     * Places in the ring, ever growing: the first reading, the first of the newer half, the end.
     */
    private long begin;

    private long middle;
    private long end;
    private double newerSum;

    /**
     * @param width the longest time, in microseconds
     * @param most the most readings in the window
     * @param limit how many readings there may be in the window before it is refused
     */
    WindowAverage(long width, int most, int limit) {
        this.width = width;
        this.most = most;
        this.limit = limit;
    }

    @Override
    public double at(long time, double value) {
        while (end > begin && (end - begin >= most || time - times[place(begin)] >= width)) {
            dropFirst();
        }
        add(time, value);
        int count = (int) (end - begin);
        double older = begin < middle ? sumsToMiddle[place(begin)] : 0;
        double mean = (older + newerSum) / count;
        return Double.isFinite(mean) ? mean : meanOfShares(count);
    }

    private void add(long time, double value) {
        if (end - begin == values.length) {
            grow();
        }
        int place = place(end);
        times[place] = time;
        values[place] = value;
        newerSum += value;
        end++;
    }

    private void dropFirst() {
        if (begin == middle) {
            double sum = 0;
            for (long i = end - 1; i >= begin; i--) {
                sum += values[place(i)];
                sumsToMiddle[place(i)] = sum;
            }
            middle = end;
            newerSum = 0;
        }
        begin++;
    }

    /** Where the sum is beyond what a double can hold. */
    private double meanOfShares(int count) {
        double mean = 0;
        for (long i = begin; i < end; i++) {
            mean += values[place(i)] / count;
        }
        return mean;
    }

    private void grow() {
        if (values.length >= limit) {
            throw new QueryException(
                    ErrorCode.TOO_MANY_ROWS,
                    "the window holds more than " + limit + " readings; make it shorter");
        }
        int capacity = values.length * 2;
        long[] newTimes = new long[capacity];
        double[] newValues = new double[capacity];
        double[] newSums = new double[capacity];
        Arrays.setAll(newTimes, i -> i < values.length ? times[place(begin + i)] : 0);
        for (int i = 0; i < values.length; i++) {
            newValues[i] = values[place(begin + i)];
            newSums[i] = sumsToMiddle[place(begin + i)];
        }
        middle -= begin;
        end -= begin;
        begin = 0;
        times = newTimes;
        values = newValues;
        sumsToMiddle = newSums;
    }

    private int place(long index) {
        return (int) (index % values.length);
    }
}
