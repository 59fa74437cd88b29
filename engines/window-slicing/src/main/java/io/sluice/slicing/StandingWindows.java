package io.sluice.slicing;

import java.util.Arrays;

/** Windows that were given out and may still change, by their ends. */
final class StandingWindows {
    private long[] starts = new long[4];
    private long[] ends = new long[4];
    private int size;

    int size() {
        return size;
    }

    long start(int index) {
        return starts[index];
    }

    long end(int index) {
        return ends[index];
    }

    void add(long start, long end) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        int place = size;
        while (place > 0
                && (ends[place - 1] > end
                        || (ends[place - 1] == end && starts[place - 1] > start))) {
            starts[place] = starts[place - 1];
            ends[place] = ends[place - 1];
            place--;
        }
        starts[place] = start;
        ends[place] = end;
        size++;
    }

    boolean contains(long start, long end) {
        for (int index = firstAfter(end - 1); index < size && ends[index] == end; index++) {
            if (starts[index] == start) {
                return true;
            }
        }
        return false;
    }

    /** The first that ends after a position. */
    int firstAfter(long position) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Takes out those that end after a position. */
    StandingWindows takeAfter(long position) {
        int first = firstAfter(position);
        StandingWindows taken = new StandingWindows();
        for (int index = first; index < size; index++) {
            taken.add(starts[index], ends[index]);
        }
        size = first;
        return taken;
    }

    void dropUpTo(long position) {
        int number = firstAfter(position);
        if (number > 0) {
            size -= number;
            System.arraycopy(starts, number, starts, 0, size);
            System.arraycopy(ends, number, ends, 0, size);
        }
    }

    void write(StateOutput output) {
        output.writeInt(size);
        for (int index = 0; index < size; index++) {
            output.writeLong(starts[index]);
            output.writeLong(ends[index]);
        }
    }

    void read(StateInput input) {
        for (int left = input.readCount(); left > 0; left--) {
            long start = input.readLong();
            add(start, input.readLong());
        }
    }
}
