package io.sluice.slicing;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.Arrays;

/**
 * Values in ascending order, each once, with how often it is there: run length encoding. A value
 * that was taken out remains with a count of 0 until others are added.
 */
final class SortedCounts {
    private static final double[] NO_VALUES = {};
    private static final long[] NO_COUNTS = {};
    private static final int FIRST_READ = 1024;

    private double[] values;
    private long[] counts;
    private int distinct;
    private int gone;
    private long total;

    SortedCounts() {
        this(NO_VALUES, NO_COUNTS);
    }

    private SortedCounts(double[] values, long[] counts) {
        this.values = values;
        this.counts = counts;
    }

    /** Different values, and those that were taken out lately. */
    int distinct() {
        return distinct;
    }

    /** Adds the first values of an array, which are in order. */
    void addSorted(double[] sorted, int number) {
        dropGone();
        int unknown = addToKnown(sorted, number);
        if (unknown > 0) {
            insertUnknown(sorted, number, unknown);
        }
        total += number;
    }

    /** Counts values that are here already, and tells how many different ones are not. */
    private int addToKnown(double[] sorted, int number) {
        int unknown = 0;
        int at = 0;
        int end;
        for (int start = 0; start < number; start = end) {
            double value = sorted[start];
            end = start + 1;
            while (end < number && same(sorted[end], value)) {
                end++;
            }
            while (at < distinct && Double.compare(values[at], value) < 0) {
                at++;
            }
            if (at < distinct && same(values[at], value)) {
                counts[at] += end - start;
            } else {
                unknown++;
            }
        }
        return unknown;
    }

    /** Merges from the end, so that nothing but the room for new values is needed. */
    private void insertUnknown(double[] sorted, int number, int unknown) {
        reserve(distinct + unknown);
        int from = distinct - 1;
        int to = from + unknown;
        int end = number;
        while (to > from) {
            double value = sorted[end - 1];
            int start = end - 1;
            while (start > 0 && same(sorted[start - 1], value)) {
                start--;
            }
            while (from >= 0 && Double.compare(values[from], value) > 0) {
                set(to--, values[from], counts[from--]);
            }
            if (from < 0 || !same(values[from], value)) {
                set(to--, value, end - start);
            }
            end = start;
        }
        distinct += unknown;
    }

    private void reserve(int size) {
        if (size > values.length) {
            int capacity = Math.max(size, values.length + values.length / 2);
            values = Arrays.copyOf(values, capacity);
            counts = Arrays.copyOf(counts, capacity);
        }
    }

    private void dropGone() {
        if (gone > 0) {
            int kept = 0;
            for (int at = 0; at < distinct; at++) {
                if (counts[at] > 0) {
                    set(kept++, values[at], counts[at]);
                }
            }
            distinct = kept;
            gone = 0;
        }
    }

    /** Takes out one of a value; false if there is none. */
    boolean remove(double value) {
        int at = Arrays.binarySearch(values, 0, distinct, value);
        if (at < 0 || counts[at] == 0) {
            return false;
        }
        counts[at]--;
        total--;
        if (counts[at] == 0) {
            gone++;
        }
        return true;
    }

    /** All of both, which don't change. */
    static SortedCounts merge(SortedCounts left, SortedCounts right) {
        int room = left.distinct - left.gone + right.distinct - right.gone;
        SortedCounts all = new SortedCounts(new double[room], new long[room]);
        int one = 0;
        int other = 0;
        while (one < left.distinct && other < right.distinct) {
            int order = Double.compare(left.values[one], right.values[other]);
            if (order == 0) {
                all.append(left.values[one], left.counts[one++] + right.counts[other++]);
            } else if (order < 0) {
                all.append(left.values[one], left.counts[one++]);
            } else {
                all.append(right.values[other], right.counts[other++]);
            }
        }
        all.appendFrom(left, one);
        all.appendFrom(right, other);
        all.trim();
        return all;
    }

    private void appendFrom(SortedCounts other, int from) {
        for (int at = from; at < other.distinct; at++) {
            append(other.values[at], other.counts[at]);
        }
    }

    private void append(double value, long count) {
        if (count > 0) {
            set(distinct++, value, count);
            total += count;
        }
    }

    private void trim() {
        if (distinct < values.length / 2) {
            values = Arrays.copyOf(values, distinct);
            counts = Arrays.copyOf(counts, distinct);
        }
    }

    /** The value at a rank from 0 to 1, of at least one. */
    double quantile(double rank) {
        FractionalRank place = FractionalRank.of(rank, total);
        int at = 0;
        long upTo = counts[0];
        while (upTo <= place.below()) {
            upTo += counts[++at];
        }
        int next = at;
        if (place.fraction() > 0 && place.below() + 1 == upTo) {
            do {
                next++;
            } while (counts[next] == 0);
        }
        return place.between(values[at], values[next]);
    }

    void write(DataOutput output) throws IOException {
        output.writeInt(distinct - gone);
        for (int at = 0; at < distinct; at++) {
            if (counts[at] > 0) {
                output.writeLong(Double.doubleToRawLongBits(values[at]));
                output.writeLong(counts[at]);
            }
        }
    }

    static SortedCounts read(DataInput input) throws IOException {
        int number = input.readInt();
        // Room grows with what is really there, whatever a broken number says.
        int room = Math.clamp(number, 0, FIRST_READ);
        SortedCounts all = new SortedCounts(new double[room], new long[room]);
        for (int at = 0; at < number; at++) {
            double value = Double.longBitsToDouble(input.readLong());
            long count = input.readLong();
            if (count < 1 || (at > 0 && Double.compare(all.values[at - 1], value) >= 0)) {
                throw new StreamCorruptedException("values are not in order, or without count");
            }
            all.reserve(at + 1);
            all.append(value, count);
        }
        return all;
    }

    private void set(int at, double value, long count) {
        values[at] = value;
        counts[at] = count;
    }

    private static boolean same(double left, double right) {
        return Double.compare(left, right) == 0;
    }
}
