package io.sluice.slicing;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;

/** What windows depend on that are known from one value of each time. */
final class ValueContext implements ContextAwareWindow.Context {
    /** The end of a window that is still open. */
    static final long OPEN = Long.MAX_VALUE;

    /** A window; all that are there by now are known from the values. */
    record Range(long start, long end) {}

    private final NavigableMap<Long, Double> values = new TreeMap<>();
    private final DoubleBinaryOperator ofOneTime;
    private final Function<NavigableMap<Long, Double>, List<Range>> windows;

    /**
     * Nothing yet.
     *
     * @param ofOneTime of the value there is and the next, which one is kept
     */
    ValueContext(
            DoubleBinaryOperator ofOneTime,
            Function<NavigableMap<Long, Double>, List<Range>> windows) {
        this.ofOneTime = ofOneTime;
        this.windows = windows;
    }

    @Override
    public void notifyContext(long time, double value, EdgeCallback edges) {
        Set<Long> before = edges();
        values.merge(time, value, ofOneTime::applyAsDouble);
        Set<Long> now = edges();
        for (long edge : now) {
            if (!before.contains(edge)) {
                edges.addEdge(edge);
            }
        }
        for (long edge : before) {
            if (!now.contains(edge)) {
                edges.removeEdge(edge);
            }
        }
    }

    private Set<Long> edges() {
        Set<Long> edges = new TreeSet<>();
        for (Range window : windows.apply(values)) {
            edges.add(window.start);
            edges.add(window.end);
        }
        edges.remove(OPEN);
        return edges;
    }

    @Override
    public void triggerWindows(long after, long upTo, WindowCallback callback) {
        List<Range> ended = new ArrayList<>(windows.apply(values));
        ended.removeIf(window -> window.end == OPEN || window.end <= after || window.end > upTo);
        ended.sort(Comparator.comparingLong(Range::end));
        ended.forEach(window -> callback.triggerWindow(window.start, window.end));
    }

    @Override
    public long earliestStart(long time) {
        long earliest = time + 1;
        for (Range window : windows.apply(values)) {
            if (window.end > time) {
                earliest = Math.min(earliest, window.start);
            }
        }
        values.headMap(earliest).clear();
        return earliest;
    }

    @Override
    public void write(DataOutput output) throws IOException {
        output.writeInt(values.size());
        for (var entry : values.entrySet()) {
            output.writeLong(entry.getKey());
            output.writeDouble(entry.getValue());
        }
    }

    @Override
    public void read(DataInput input) throws IOException {
        int size = input.readInt();
        for (int i = 0; i < size; i++) {
            values.put(input.readLong(), input.readDouble());
        }
    }
}
