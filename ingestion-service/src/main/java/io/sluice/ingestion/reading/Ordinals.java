package io.sluice.ingestion.reading;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives each reading of one series in one message its ordinal: 0 for the first at its time, 1 for
 * the second. Times that only go forward, as they nearly always do, are not remembered one by one.
 */
final class Ordinals {
    private long[] times = new long[4];
    private int count;
    private Map<Long, Integer> seen = Map.of();

    int next(long time) {
        if (seen.isEmpty() && (count == 0 || time > times[count - 1])) {
            append(time);
            return 0;
        }
        if (seen.isEmpty()) {
            rememberAll();
        }
        return seen.merge(time, 1, Integer::sum) - 1;
    }

    private void append(long time) {
        if (count == times.length) {
            times = Arrays.copyOf(times, count * 2);
        }
        times[count++] = time;
    }

    private void rememberAll() {
        seen = new HashMap<>(count * 2);
        for (int i = 0; i < count; i++) {
            seen.put(times[i], 1);
        }
    }
}
