package io.sluice.slicing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Windows of a user: in each period some of different lengths, like the entries of cron. They may
 * overlap, and none may end for longer than any of them is.
 *
 * @param slots no two of which are equal
 */
record TimetableWindow(Measure measure, long period, List<Slot> slots)
        implements ContextFreeWindow {
    /**
     * A window in each period.
     *
     * @param offset of its start in the period
     */
    record Slot(long offset, long length) {}

    private record Window(long start, long end) {}

    @Override
    public long nextEdge(long position) {
        return slots.stream()
                .flatMapToLong(slot ->
                        LongStream.of(
                                next(position, slot.offset),
                                next(position, slot.offset + slot.length)))
                .min()
                .orElseThrow();
    }

    /** The first position after one that is as far from the begin of its period as the offset. */
    private long next(long position, long offset) {
        return position + period - Math.floorMod(position - offset, period);
    }

    @Override
    public long maximumLength() {
        return slots.stream().mapToLong(Slot::length).max().orElseThrow();
    }

    @Override
    public void triggerWindows(long after, long upTo, WindowCallback callback) {
        List<Window> windows = new ArrayList<>();
        for (Slot slot : slots) {
            long first = next(after, slot.offset + slot.length);
            for (long end = first; end <= upTo; end += period) {
                windows.add(new Window(end - slot.length, end));
            }
        }
        windows.sort(Comparator.comparingLong(Window::end).thenComparingLong(Window::start));
        windows.forEach(window -> callback.triggerWindow(window.start, window.end));
    }
}
