package io.sluice.slicing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Elements by the position at which each is due, the earliest first; of those due at one position,
 * the one that was added first.
 *
 * <p>A heap with four children to a node, which are neighbours in one array of positions: to go
 * down a level is to read one line of memory. Entries know their place, so that their position can
 * change.
 */
final class DueQueue<E> {
    /** Never due. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int CHILDREN = 4;

    /** One element in the queue. */
    static final class Entry<E> {
        private final E element;
        private final long sequence;
        private long due;
        private int place;

        private Entry(E element, long sequence, long due) {
            this.element = element;
            this.sequence = sequence;
            this.due = due;
        }

        E element() {
            return element;
        }

        long due() {
            return due;
        }
    }

    private final List<Entry<E>> entries = new ArrayList<>();

    /** When the entries are due, in the same places. */
    private long[] dues = new long[8];

    private long added;

    Entry<E> add(E element, long due) {
        Entry<E> entry = new Entry<>(element, added++, due);
        entries.add(entry);
        if (entries.size() > dues.length) {
            dues = Arrays.copyOf(dues, 2 * dues.length);
        }
        up(entries.size() - 1, entry);
        return entry;
    }

    void remove(Entry<E> entry) {
        Entry<E> last = entries.removeLast();
        if (last != entry) {
            settle(entry.place, last);
        }
    }

    void change(Entry<E> entry, long due) {
        entry.due = due;
        settle(entry.place, entry);
    }

    /** When the earliest is due, or {@link #NEVER}. */
    long firstDue() {
        return entries.isEmpty() ? NEVER : dues[0];
    }

    /** The earliest; there must be one. */
    Entry<E> first() {
        return entries.getFirst();
    }

    private void settle(int place, Entry<E> entry) {
        if (place > 0 && isBefore(entry, (place - 1) / CHILDREN)) {
            up(place, entry);
        } else {
            down(place, entry);
        }
    }

    private void up(int from, Entry<E> entry) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) / CHILDREN;
            if (!isBefore(entry, parent)) {
                break;
            }
            put(place, entries.get(parent));
            place = parent;
        }
        put(place, entry);
    }

    private void down(int from, Entry<E> entry) {
        int size = entries.size();
        int place = from;
        while (CHILDREN * place + 1 < size) {
            int child = earliest(CHILDREN * place + 1, Math.min(size, CHILDREN * (place + 1) + 1));
            if (isBefore(entry, child)) {
                break;
            }
            put(place, entries.get(child));
            place = child;
        }
        put(place, entry);
    }

    private int earliest(int from, int to) {
        int best = from;
        for (int place = from + 1; place < to; place++) {
            if (dues[place] < dues[best]
                    || (dues[place] == dues[best]
                            && entries.get(place).sequence < entries.get(best).sequence)) {
                best = place;
            }
        }
        return best;
    }

    private boolean isBefore(Entry<E> entry, int place) {
        return entry.due < dues[place]
                || (entry.due == dues[place] && entry.sequence < entries.get(place).sequence);
    }

    private void put(int place, Entry<E> entry) {
        entries.set(place, entry);
        dues[place] = entry.due;
        entry.place = place;
    }
}
