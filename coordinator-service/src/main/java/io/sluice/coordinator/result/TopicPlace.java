package io.sluice.coordinator.result;

import io.sluice.problem.ProblemException;
import io.sluice.problem.RequestProblem;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far a reader has come in a topic. As text it is the id of an event.
 *
 * @param next the offset that is read next, by partition
 */
record TopicPlace(NavigableMap<Integer, Long> next) {
    private static final int MOST_PARTITIONS = 1_000;

    TopicPlace {
        next = Collections.unmodifiableNavigableMap(new TreeMap<>(next));
    }

    static TopicPlace of(Map<Integer, Long> next) {
        return new TopicPlace(new TreeMap<>(next));
    }

    /** Such as {@code 0-17.1-4}: partition 0 goes on at 17, and 1 at 4. */
    String id() {
        return next.entrySet().stream()
                .map(entry -> entry.getKey() + "-" + entry.getValue())
                .collect(Collectors.joining("."));
    }

    /**
     * @throws ProblemException {@code invalid_parameter} if it is none of ours
     */
    static TopicPlace parse(String id) {
        try {
            NavigableMap<Integer, Long> next = new TreeMap<>();
            for (String part : id.strip().split("\\.", MOST_PARTITIONS)) {
                int dash = Math.max(part.indexOf('-'), 0);
                next.put(
                        Integer.parseUnsignedInt(part, 0, dash, 10),
                        Long.parseUnsignedLong(part, dash + 1, part.length(), 10));
            }
            if (next.values().stream().anyMatch(offset -> offset < 0)) {
                throw new NumberFormatException("an offset is too large");
            }
            return new TopicPlace(next);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new ProblemException(
                    RequestProblem.INVALID_PARAMETER,
                    "Last-Event-ID is not the id of an event of this stream",
                    e);
        }
    }
}
