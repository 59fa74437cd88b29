package io.sluice.slicing;

import java.util.Arrays;
import java.util.List;

/**
 * All values of some tuples: those added lately as they came, the others in order and counted.
 * Lists of new values are sorted and merged when they are as long as there are different values, so
 * each value is moved few times.
 */
final class CountedValues {
    private static final int FIRST_ROOM = 8;
    private static final int LEAST_MERGED = 64;

    private final SortedCounts sorted;
    private double[] pending;
    private int pendingCount;

    CountedValues(double value) {
        this(new SortedCounts());
        pending = new double[FIRST_ROOM];
        add(value);
    }

    CountedValues(SortedCounts sorted) {
        this.sorted = sorted;
        pending = new double[0];
    }

    void add(double value) {
        if (pendingCount == pending.length) {
            makeRoom();
        }
        pending[pendingCount++] = value;
    }

    private void makeRoom() {
        int most = Math.max(LEAST_MERGED, sorted.distinct());
        if (pendingCount < most) {
            int room = Math.clamp(pendingCount * 2L, FIRST_ROOM, most);
            pending = Arrays.copyOf(pending, room);
        } else {
            sorted();
        }
    }

    /** Takes out one of a value; false if there is none. */
    boolean remove(double value) {
        if (sorted.remove(value)) {
            return true;
        }
        for (int at = pendingCount - 1; at >= 0; at--) {
            if (Double.compare(pending[at], value) == 0) {
                pending[at] = pending[--pendingCount];
                return true;
            }
        }
        return false;
    }

    /** All values in order. That they are sorted only now can't be seen from outside. */
    SortedCounts sorted() {
        if (pendingCount > 0) {
            Arrays.sort(pending, 0, pendingCount);
            sorted.addSorted(pending, pendingCount);
            pendingCount = 0;
        }
        return sorted;
    }

    /** All of some, merged in pairs: each value is moved as often as the number can be halved. */
    static CountedValues merge(List<CountedValues> all) {
        return all.size() == 1 ? all.getFirst() : new CountedValues(mergeSorted(all));
    }

    private static SortedCounts mergeSorted(List<CountedValues> all) {
        int size = all.size();
        return size == 1
                ? all.getFirst().sorted()
                : SortedCounts.merge(
                        mergeSorted(all.subList(0, size / 2)),
                        mergeSorted(all.subList(size / 2, size)));
    }
}
