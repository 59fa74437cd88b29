package io.sluice.slicing;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Windows of a user: at each multiple of a time, from the tuple with the greatest value since the
 * multiple before; of equal values the last counts. Each new peak moves the start (forward context
 * aware).
 */
record PeakWindow(long every) implements ContextAwareWindow {
    @Override
    public boolean forwardContextAware() {
        return true;
    }

    @Override
    public Context newContext() {
        return new ValueContext(Math::max, this::windows);
    }

    private List<ValueContext.Range> windows(NavigableMap<Long, Double> values) {
        NavigableMap<Long, Long> peaks = new TreeMap<>();
        for (var entry : values.entrySet()) {
            long end = entry.getKey() - Math.floorMod(entry.getKey(), every) + every;
            peaks.merge(
                    end,
                    entry.getKey(),
                    (peak, next) ->
                            values.getOrDefault(next, 0.0) >= values.getOrDefault(peak, 0.0)
                                    ? next
                                    : peak);
        }
        List<ValueContext.Range> windows = new ArrayList<>();
        peaks.forEach((end, start) -> windows.add(new ValueContext.Range(start, end)));
        return windows;
    }
}
