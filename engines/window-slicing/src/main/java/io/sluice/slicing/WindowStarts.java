package io.sluice.slicing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where windows start that are not final; asked for places in their order. */
final class WindowStarts {
    /** The windows of a source that end after a position, and where the first of them starts. */
    private record Earliest(WindowSource source, long position, long start) {}

    private final List<Earliest> byStart = new ArrayList<>();

    /** How many sources may have windows that start at the place that was asked for last. */
    private int begun;

    /** Adds a source whose windows are final if they end at or before a position. */
    void add(WindowSource source, long position) {
        byStart.add(new Earliest(source, position, source.earliestStart(position)));
    }

    /** Makes it ready to be asked. */
    void sort() {
        byStart.sort(Comparator.comparingLong(Earliest::start));
    }

    /**
     * Whether a window starts between two slices.
     *
     * @param last the position of the last tuple of the first slice
     * @param first that of the first tuple of the second one, not before what was asked for last
     */
    boolean anyBetween(long last, long first) {
        while (begun < byStart.size() && byStart.get(begun).start() <= first) {
            begun++;
        }
        for (int index = 0; index < begun; index++) {
            Earliest earliest = byStart.get(index);
            if (earliest.source().startsBetween(last, first, earliest.position())) {
                return true;
            }
        }
        return false;
    }
}
