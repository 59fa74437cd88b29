package io.sluice.slicing;

import java.util.ArrayList;
import java.util.List;

/**
 * Elements by the position at which each is due, the earliest first; of those due at one position,
 * the one that was added first. A binary heap whose entries know their place.
 */
final class DueQueue<E> {
    /** Never due. */
    static final long NEVER = Long.MAX_VALUE;

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

        private boolean isBefore(Entry<E> other) {
            return due < other.due || (due == other.due && sequence < other.sequence);
        }
    }

    private final List<Entry<E>> heap = new ArrayList<>();
    private long added;

    Entry<E> add(E element, long due) {
        Entry<E> entry = new Entry<>(element, added++, due);
        entry.place = heap.size();
        heap.add(entry);
        up(entry);
        return entry;
    }

    void remove(Entry<E> entry) {
        Entry<E> last = heap.removeLast();
        if (last != entry) {
            put(last, entry.place);
            up(last);
            down(last);
        }
    }

    void change(Entry<E> entry, long due) {
        boolean later = due > entry.due;
        entry.due = due;
        if (later) {
            down(entry);
        } else {
            up(entry);
        }
    }

    /** When the earliest is due, or {@link #NEVER}. */
    long firstDue() {
        return heap.isEmpty() ? NEVER : heap.getFirst().due;
    }

    /** The earliest; there must be one. */
    Entry<E> first() {
        return heap.getFirst();
    }

    private void up(Entry<E> entry) {
        while (entry.place > 0) {
            Entry<E> parent = heap.get((entry.place - 1) >> 1);
            if (!entry.isBefore(parent)) {
                return;
            }
            swap(entry, parent);
        }
    }

    private void down(Entry<E> entry) {
        while (true) {
            int left = 2 * entry.place + 1;
            if (left >= heap.size()) {
                return;
            }
            Entry<E> child = heap.get(left);
            if (left + 1 < heap.size() && heap.get(left + 1).isBefore(child)) {
                child = heap.get(left + 1);
            }
            if (!child.isBefore(entry)) {
                return;
            }
            swap(child, entry);
        }
    }

    private void swap(Entry<E> one, Entry<E> other) {
        int place = one.place;
        put(one, other.place);
        put(other, place);
    }

    private void put(Entry<E> entry, int place) {
        heap.set(place, entry);
        entry.place = place;
    }
}
