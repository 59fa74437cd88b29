package io.sluice.benchmarks.slicing;

import io.sluice.slicing.Measure;
import io.sluice.slicing.PeriodicWindow;
import io.sluice.slicing.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.triggers.EventTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * Assigns each tuple to the windows of all queries, as one would write it who has one operator for
 * them. The windows of the tuple before are used again where they fit.
 */
final class FlinkPeriodicWindows extends WindowAssigner<Object, TimeWindow> {
    private final transient PeriodicWindow[] windows;
    private final transient TimeWindow[] latest;
    private final transient List<TimeWindow> assigned = new ArrayList<>();

    FlinkPeriodicWindows(List<Query> queries) {
        windows = queries.stream().map(FlinkPeriodicWindows::of).toArray(PeriodicWindow[]::new);
        latest = new TimeWindow[windows.length];
        for (int window = 0; window < windows.length; window++) {
            latest[window] = new TimeWindow(-windows[window].length(), 0);
        }
    }

    static PeriodicWindow of(Query query) {
        if (query.window() instanceof PeriodicWindow window && window.measure() == Measure.TIME) {
            return window;
        }
        throw new IllegalArgumentException("not for Flink: " + query.window());
    }

    @Override
    public Collection<TimeWindow> assignWindows(
            Object tuple, long time, WindowAssignerContext context) {
        assigned.clear();
        for (int place = 0; place < windows.length; place++) {
            PeriodicWindow window = windows[place];
            if (window.slide() == window.length()) {
                assigned.add(tumbling(place, time));
                continue;
            }
            long after = Math.max(-1, time - window.length());
            for (long start = window.startAtOrBefore(time);
                    start > after;
                    start -= window.slide()) {
                assigned.add(new TimeWindow(start, start + window.length()));
            }
        }
        return assigned;
    }

    private TimeWindow tumbling(int place, long time) {
        TimeWindow before = latest[place];
        if (time >= before.getStart() && time < before.getEnd()) {
            return before;
        }
        long start = windows[place].startAtOrBefore(time);
        TimeWindow window = new TimeWindow(start, start + windows[place].length());
        latest[place] = window;
        return window;
    }

    @Override
    public Trigger<Object, TimeWindow> getDefaultTrigger() {
        return EventTimeTrigger.create();
    }

    @Override
    public TypeSerializer<TimeWindow> getWindowSerializer(ExecutionConfig configuration) {
        return new TimeWindow.Serializer();
    }

    @Override
    public boolean isEventTime() {
        return true;
    }
}
