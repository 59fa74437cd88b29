package io.sluice.slicing;

import java.util.Map;
import java.util.TreeMap;

/**
 * Edges of slices that no context-free window tells of: punctuations, edges of context-aware
 * windows, and where a query began to see the stream. An edge is there as long as somebody wants
 * it.
 */
final class ForcedEdges {
    private final TreeMap<Long, Integer> wanted = new TreeMap<>();

    /** Whether the edge was not there before. */
    boolean add(long edge) {
        return wanted.merge(edge, 1, Integer::sum) == 1;
    }

    /** Whether nobody wants the edge any more. */
    boolean remove(long edge) {
        return wanted.computeIfPresent(edge, (_, users) -> users == 1 ? null : users - 1) == null;
    }

    boolean contains(long edge) {
        return wanted.containsKey(edge);
    }

    /** The last edge at or before a position, or {@link Long#MIN_VALUE}. */
    long atOrBefore(long position) {
        Long edge = wanted.isEmpty() ? null : wanted.floorKey(position);
        return edge == null ? Long.MIN_VALUE : edge;
    }

    /** The first edge after a position, or {@link Long#MAX_VALUE}. */
    long after(long position) {
        Long edge = wanted.isEmpty() ? null : wanted.higherKey(position);
        return edge == null ? Long.MAX_VALUE : edge;
    }

    void dropBefore(long position) {
        while (!wanted.isEmpty() && wanted.firstKey() < position) {
            wanted.pollFirstEntry();
        }
    }

    void write(StateOutput output) {
        output.writeInt(wanted.size());
        for (Map.Entry<Long, Integer> edge : wanted.entrySet()) {
            output.writeLong(edge.getKey());
            output.writeInt(edge.getValue());
        }
    }

    void read(StateInput input) {
        for (int left = input.readCount(); left > 0; left--) {
            long edge = input.readLong();
            wanted.put(edge, input.readCount());
        }
    }
}
