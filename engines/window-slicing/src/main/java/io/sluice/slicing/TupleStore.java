package io.sluice.slicing;

import java.util.Arrays;

/**
 * Tuples by their time, those of one time as they arrived. Each has a rank: how many tuples that
 * were ever added are before it.
 */
final class TupleStore {
    private static final int SMALLEST = 16;

    /** Tuples before it are not kept here. */
    private final long from;

    private long[] times = new long[SMALLEST];
    private double[] values = new double[SMALLEST];
    private int head;
    private int size;
    private long dropped;

    TupleStore(long from) {
        this.from = from;
    }

    /** The earliest time from which all tuples are here, as far as they are not dropped. */
    long from() {
        return from;
    }

    int size() {
        return size;
    }

    /** The rank of the first tuple that is held. */
    long firstRank() {
        return dropped;
    }

    /** One more than the rank of the last tuple. */
    long endRank() {
        return dropped + size;
    }

    long time(long rank) {
        return times[place(rank)];
    }

    double value(long rank) {
        return values[place(rank)];
    }

    private int place(long rank) {
        return head + (int) (rank - dropped);
    }

    /** The first rank of a tuple at or after a time, among those that are held. */
    long lowerRank(long time) {
        int low = head;
        int high = head + size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return dropped + low - head;
    }

    /** The first rank of a tuple after a time, among those that are held. */
    long upperRank(long time) {
        return time == Long.MAX_VALUE ? endRank() : lowerRank(time + 1);
    }

    /** Puts a tuple behind all that are not later, and gives its rank. */
    long add(long time, double value) {
        makeRoom();
        int end = head + size;
        int place = size == 0 || times[end - 1] <= time ? end : place(upperRank(time));
        System.arraycopy(times, place, times, place + 1, end - place);
        System.arraycopy(values, place, values, place + 1, end - place);
        times[place] = time;
        values[place] = value;
        size++;
        return dropped + place - head;
    }

    /** Forgets the tuples before a rank. */
    void dropBefore(long rank) {
        int number = (int) Math.min(size, rank - dropped);
        if (number > 0) {
            head += number;
            size -= number;
            dropped += number;
        }
    }

    private void makeRoom() {
        if (head + size < times.length) {
            return;
        }
        int capacity = Math.max(SMALLEST, size >= times.length / 2 ? 2 * times.length : 2 * size);
        long[] newTimes = new long[capacity];
        double[] newValues = new double[capacity];
        System.arraycopy(times, head, newTimes, 0, size);
        System.arraycopy(values, head, newValues, 0, size);
        times = newTimes;
        values = newValues;
        head = 0;
    }

    void write(StateOutput output) {
        output.writeLong(from);
        output.writeLong(dropped);
        output.writeInt(size);
        for (int place = head; place < head + size; place++) {
            output.writeLong(times[place]);
            output.writeLong(Double.doubleToRawLongBits(values[place]));
        }
    }

    static TupleStore read(StateInput input) {
        TupleStore tuples = new TupleStore(input.readLong());
        tuples.dropped = input.readLong();
        tuples.size = input.readCount();
        tuples.times = Arrays.copyOf(tuples.times, tuples.size + SMALLEST);
        tuples.values = Arrays.copyOf(tuples.values, tuples.size + SMALLEST);
        for (int place = 0; place < tuples.size; place++) {
            tuples.times[place] = input.readLong();
            tuples.values[place] = Double.longBitsToDouble(input.readLong());
        }
        return tuples;
    }
}
