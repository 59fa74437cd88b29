package io.sluice.downsampling;

/**
 * First, last, least and greatest point of one pixel column, to which points are added in any
 * order: what comes late lands where it belongs.
 *
 * <p>Of equal extremes the earliest counts. Of several points with one time, the first is the one
 * that was added first, and the last the one that was added last. Adding allocates nothing.
 */
public final class M4Column {
    private long count;
    private long firstTime;
    private double firstValue;
    private long lastTime;
    private double lastValue;
    private long minTime;
    private double minValue;
    private long maxTime;
    private double maxValue;

    /**
     * Adds a point.
     *
     * @throws IllegalArgumentException if the value is not finite
     */
    public void add(long time, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "the value at " + time + " is " + value + "; it must be finite");
        }
        boolean isEmpty = count == 0;
        if (isEmpty || time < firstTime) {
            firstTime = time;
            firstValue = value;
        }
        if (isEmpty || time >= lastTime) {
            lastTime = time;
            lastValue = value;
        }
        if (isEmpty || value < minValue || (value == minValue && time < minTime)) {
            minTime = time;
            minValue = value;
        }
        if (isEmpty || value > maxValue || (value == maxValue && time < maxTime)) {
            maxTime = time;
            maxValue = value;
        }
        count++;
    }

    /** Adds all points of another column. Their number is the sum. */
    public void merge(M4Column other) {
        if (other.count > 0) {
            long sum = count + other.count;
            add(other.firstTime, other.firstValue);
            add(other.minTime, other.minValue);
            add(other.maxTime, other.maxValue);
            add(other.lastTime, other.lastValue);
            count = sum;
        }
    }

    /**
     * Says how many points there really are, when only those that matter were added.
     *
     * @throws IllegalArgumentException if it is not at least 1, or nothing was added
     */
    public void setCount(long points) {
        if (points < 1 || count == 0) {
            throw new IllegalArgumentException(
                    "a column with " + count + " added points can't stand for " + points);
        }
        count = points;
    }

    /** Forgets all points. */
    public void clear() {
        count = 0;
    }

    /** How many points were added. The times and values mean nothing while there are none. */
    public long count() {
        return count;
    }

    /** Of the earliest point. */
    public long firstTime() {
        return firstTime;
    }

    /** Of the earliest point. */
    public double firstValue() {
        return firstValue;
    }

    /** Of the latest point. */
    public long lastTime() {
        return lastTime;
    }

    /** Of the latest point. */
    public double lastValue() {
        return lastValue;
    }

    /** Of the earliest point with the least value. */
    public long minTime() {
        return minTime;
    }

    /** The least value. */
    public double minValue() {
        return minValue;
    }

    /** Of the earliest point with the greatest value. */
    public long maxTime() {
        return maxTime;
    }

    /** The greatest value. */
    public double maxValue() {
        return maxValue;
    }
}
