package io.sluice.benchmarks.slicing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.windowing.assigners.MergingWindowAssigner;
import org.apache.flink.streaming.api.windowing.triggers.EventTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * Sessions for Flink, as its own but for one thing: those merge windows that touch, so that a pause
 * of just the gap does not break a session; here it does, as in the engine.
 */
final class FlinkSessions extends MergingWindowAssigner<Object, TimeWindow> {
    private static final long serialVersionUID = 1;

    private final long gap;

    FlinkSessions(long gap) {
        this.gap = gap;
    }

    @Override
    public Collection<TimeWindow> assignWindows(
            Object tuple, long time, WindowAssignerContext context) {
        return List.of(new TimeWindow(time, time + gap));
    }

    @Override
    public void mergeWindows(Collection<TimeWindow> windows, MergeCallback<TimeWindow> callback) {
        List<TimeWindow> byStart = new ArrayList<>(windows);
        byStart.sort(Comparator.comparingLong(TimeWindow::getStart));
        List<TimeWindow> parts = new ArrayList<>();
        TimeWindow whole = byStart.getFirst();
        for (TimeWindow next : byStart) {
            if (next.getStart() >= whole.getEnd()) {
                merge(parts, whole, callback);
                parts = new ArrayList<>();
                whole = next;
            }
            parts.add(next);
            whole = whole.cover(next);
        }
        merge(parts, whole, callback);
    }

    private static void merge(
            List<TimeWindow> parts, TimeWindow whole, MergeCallback<TimeWindow> callback) {
        if (parts.size() > 1) {
            callback.merge(parts, whole);
        }
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
