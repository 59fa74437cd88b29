package io.sluice.query.writing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of the readings of each source stream in one transaction. */
final class StreamCounts {
    /** What can become of a reading. */
    enum Fate {
        STORED,
        DUPLICATE,
        CORRECTED,
        REJECTED
    }

    private final Map<String, Integer> indexes = new LinkedHashMap<>();
    private final List<long[]> counts = new ArrayList<>();

    /** The number of a stream in this batch. */
    int indexOf(String sourceStream) {
        Integer known = indexes.get(sourceStream);
        if (known != null) {
            return known;
        }
        indexes.put(sourceStream, counts.size());
        counts.add(new long[Fate.values().length]);
        return counts.size() - 1;
    }

    void add(int stream, Fate fate, long readings) {
        counts.get(stream)[column(fate)] += readings;
    }

    List<String> streams() {
        return List.copyOf(indexes.keySet());
    }

    long count(int stream, Fate fate) {
        return counts.get(stream)[column(fate)];
    }

    long total(Fate fate) {
        return counts.stream().mapToLong(count -> count[column(fate)]).sum();
    }

    /** Takes back what became of readings, to try again; the streams keep their numbers. */
    void clear() {
        counts.replaceAll(_ -> new long[Fate.values().length]);
    }

    private static int column(Fate fate) {
        return switch (fate) {
            case STORED -> 0;
            case DUPLICATE -> 1;
            case CORRECTED -> 2;
            case REJECTED -> 3;
        };
    }
}
