package io.sluice.slicing;

import java.util.List;

/**
 * A window with the tuples in it.
 *
 * @param last the watermark that makes it complete
 * @param tuples by their times, those of one time as they arrived
 */
record ObviousWindow(long start, long end, long last, List<TimedValue> tuples) {
    /** A window on time. */
    ObviousWindow(long start, long end, List<TimedValue> tuples) {
        this(start, end, end - 1, tuples);
    }

    /** A window on time of those tuples that are in it. */
    static ObviousWindow among(List<TimedValue> tuples, long start, long end) {
        return new ObviousWindow(
                start,
                end,
                tuples.stream()
                        .filter(tuple -> tuple.time() >= start && tuple.time() < end)
                        .toList());
    }
}
