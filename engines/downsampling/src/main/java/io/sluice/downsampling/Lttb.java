package io.sluice.downsampling;

/**
 * Largest triangle three buckets: keeps the first point, the last one, and from each of {@code
 * threshold - 2} buckets of as many points the one that makes the largest triangle with the point
 * kept before it and the mean of the next bucket. Good to look at; unlike {@link M4} it may leave
 * out an extreme.
 *
 * <p>Points of two buckets are held, so memory is of the order of {@code count / threshold}. A
 * series that is not longer than the threshold is kept as it is.
 */
public final class Lttb implements Downsampling {
    // Sveinn Steinarsson: Downsampling Time Series for Visual Representation. MSc thesis,
    // University of Iceland, 2013. Bounds of buckets and areas are computed with the very
    // operations of the author's flot-downsample, so that not even a tie is decided otherwise.
    private final InputCheck input = new InputCheck();
    private final PointSink sink;
    private final int threshold;
    private final int buckets;
    private final double every;

    private PointBuffer complete = new PointBuffer();
    private PointBuffer filling = new PointBuffer();
    private int bucket;
    private long bucketEnd;
    private long index;
    private long keptTime;
    private double keptValue;
    private long lastTime;
    private double lastValue;

    /**
     * Begins a series.
     *
     * @param count how many points there will be. If there are more or fewer in the end, buckets
     *     are uneven, and what is promised otherwise holds
     * @param threshold the most points that are kept: 2 keeps the first and the last, 1 the first
     * @throws IllegalArgumentException if the count is negative or the threshold less than 1
     */
    public Lttb(long count, int threshold, PointSink sink) {
        if (count < 0) {
            throw new IllegalArgumentException("count is " + count + "; it must not be negative");
        }
        if (threshold < 1) {
            throw new IllegalArgumentException(
                    "threshold is " + threshold + "; it must be at least 1");
        }
        this.sink = sink;
        this.threshold = threshold;
        this.buckets = Math.max(0, threshold - 2);
        this.every = count <= threshold || buckets == 0 ? 1 : (double) (count - 2) / buckets;
        this.bucketEnd = endOf(0);
    }

    @Override
    public void add(long time, double value) {
        input.check(time, value);
        if (index == 0) {
            keep(time, value);
        } else if (bucket == buckets) {
            filling.addToSums(time, value);
        } else {
            if (index == bucketEnd) {
                completeBucket();
            }
            addToBucket(time, value);
        }
        lastTime = time;
        lastValue = value;
        index++;
    }

    @Override
    public void end() {
        if (index < 2) {
            return;
        }
        if (complete.size() > 0) {
            keepLargest(complete, complete.size(), filling.meanTime(), filling.meanValue());
        }
        if (bucket < buckets && filling.size() > 1) {
            keepLargest(filling, filling.size() - 1, (double) lastTime, lastValue);
        }
        if (threshold > 1) {
            keep(lastTime, lastValue);
        }
    }

    /** The index after the last point of a bucket. */
    private long endOf(int number) {
        return (long) Math.floor((number + 1) * every) + 1;
    }

    private void addToBucket(long time, double value) {
        if (bucket == buckets) {
            filling.addToSums(time, value);
        } else {
            filling.add(time, value);
        }
    }

    private void completeBucket() {
        if (complete.size() > 0) {
            keepLargest(complete, complete.size(), filling.meanTime(), filling.meanValue());
        }
        PointBuffer emptied = complete;
        complete = filling;
        filling = emptied;
        filling.clear();
        bucket++;
        bucketEnd = endOf(bucket);
    }

    private void keepLargest(
            PointBuffer candidates, int size, double nextMeanTime, double nextMeanValue) {
        double x = (double) keptTime;
        double y = keptValue;
        int largest = 0;
        double largestArea = -1;
        for (int i = 0; i < size; i++) {
            double area =
                    Math.abs(
                                    (x - nextMeanTime) * (candidates.value(i) - y)
                                            - (x - (double) candidates.time(i))
                                                    * (nextMeanValue - y))
                            * 0.5;
            if (area > largestArea) {
                largestArea = area;
                largest = i;
            }
        }
        keep(candidates.time(largest), candidates.value(largest));
    }

    private void keep(long time, double value) {
        keptTime = time;
        keptValue = value;
        sink.point(time, value);
    }
}
