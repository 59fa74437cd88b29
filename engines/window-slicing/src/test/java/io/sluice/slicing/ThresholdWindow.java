package io.sluice.slicing;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/**
 * Windows of a user: one opens at a tuple whose value is above a threshold and ends where the first
 * after it is below another. Of the tuples of one time, the one that arrived first decides, so that
 * all starts and ends up to a time are known with the tuples up to it (forward context free).
 *
 * @param below at most {@code above}
 */
record ThresholdWindow(double above, double below) implements ContextAwareWindow {
    @Override
    public boolean forwardContextAware() {
        return false;
    }

    @Override
    public Context newContext() {
        return new ValueContext((first, _) -> first, this::windows);
    }

    private List<ValueContext.Range> windows(NavigableMap<Long, Double> values) {
        List<ValueContext.Range> windows = new ArrayList<>();
        long start = ValueContext.OPEN;
        for (var entry : values.entrySet()) {
            if (start == ValueContext.OPEN && entry.getValue() > above) {
                start = entry.getKey();
            } else if (start != ValueContext.OPEN && entry.getValue() < below) {
                windows.add(new ValueContext.Range(start, entry.getKey()));
                start = ValueContext.OPEN;
            }
        }
        if (start != ValueContext.OPEN) {
            windows.add(new ValueContext.Range(start, ValueContext.OPEN));
        }
        return windows;
    }
}
