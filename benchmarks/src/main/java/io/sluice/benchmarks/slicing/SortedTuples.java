package io.sluice.benchmarks.slicing;

/**
 * Tuples in the order of time, those of one time as they came, in a ring buffer that grows. The
 * rank of a tuple is its place among all tuples of the stream, those that were forgotten too.
 */
final class SortedTuples {
    private long[] times = new long[16];
    private double[] values = new double[16];
    private long first;
    private long next;

    /** The rank of the earliest that is held. */
    long first() {
        return first;
    }

    /** The rank after the latest. */
    long next() {
        return next;
    }

    boolean isEmpty() {
        return first == next;
    }

    /** How many places there are, a power of two. */
    int capacity() {
        return times.length;
    }

    /** Where the tuple of a rank is. */
    int place(long rank) {
        return (int) rank & (times.length - 1);
    }

    long time(long rank) {
        return timeAt(place(rank));
    }

    long timeAt(int place) {
        return times[place];
    }

    double valueAt(int place) {
        return values[place];
    }

    /** Returns the rank that the tuple gets; those of later ones go up by one. */
    long add(long time, double value) {
        if (next - first == times.length) {
            grow();
        }
        long rank = next;
        if (first < next && time < time(next - 1)) {
            rank = firstAfter(time);
            openGap(rank);
        }
        next++;
        times[place(rank)] = time;
        values[place(rank)] = value;
        return rank;
    }

    /** The rank of the first tuple after a time. */
    long firstAfter(long time) {
        long low = first;
        long high = next;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (time(middle) <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void forgetBefore(long rank) {
        first = Math.clamp(rank, first, next);
    }

    /** The tuples from a rank on go one place up; at the end of the ring they go to its start. */
    private void openGap(long rank) {
        int from = place(rank);
        int free = place(next);
        if (from < free) {
            move(from, from + 1, free - from);
            return;
        }
        int last = times.length - 1;
        move(0, 1, free);
        move(last, 0, 1);
        move(from, from + 1, last - from);
    }

    private void move(int from, int to, int length) {
        System.arraycopy(times, from, times, to, length);
        System.arraycopy(values, from, values, to, length);
    }

    private void grow() {
        long[] timesBefore = times;
        double[] valuesBefore = values;
        times = new long[timesBefore.length * 2];
        values = new double[timesBefore.length * 2];
        for (long rank = first; rank < next; rank++) {
            int before = (int) rank & (timesBefore.length - 1);
            times[place(rank)] = timesBefore[before];
            values[place(rank)] = valuesBefore[before];
        }
    }
}
