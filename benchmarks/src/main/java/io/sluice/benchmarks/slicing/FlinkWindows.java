package io.sluice.benchmarks.slicing;

import io.sluice.slicing.Query;
import io.sluice.slicing.SessionWindow;
import io.sluice.slicing.WindowSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.triggers.EventTimeTrigger;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.runtime.operators.windowing.WindowOperatorBuilder;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * The window operator of Apache Flink in its own test harness, with its state on the heap and
 * objects used again: one operator that assigns each tuple to the windows of all periodic queries,
 * and one for each session. All queries have one aggregation, and the periodic ones differ in
 * length.
 */
final class FlinkWindows implements WindowTechnique {
    private static final KeySelector<FlinkTuple, Integer> ONE_KEY = tuple -> 1;

    private final List<KeyedOneInputStreamOperatorTestHarness<Integer, FlinkTuple, Object>>
            operators = new ArrayList<>();
    private final FlinkTuple tuple = new FlinkTuple();
    private final StreamRecord<FlinkTuple> event = new StreamRecord<>(tuple);
    private final EndedWindow ended;

    FlinkWindows(List<Query> queries, WindowSink sink) {
        ended = new EndedWindow(sink, queries.getFirst());
        List<Query> periodic = new ArrayList<>();
        Map<Long, Query> byLength = new HashMap<>();
        for (Query query : queries) {
            if (query.window() instanceof SessionWindow window) {
                add(new FlinkSessions(window.gap()), query, (start, end) -> query);
            } else if (byLength.put(FlinkPeriodicWindows.of(query).length(), query) == null) {
                periodic.add(query);
            } else {
                throw new IllegalArgumentException("two windows of one length: " + query.window());
            }
        }
        if (!periodic.isEmpty()) {
            add(
                    new FlinkPeriodicWindows(periodic),
                    periodic.getFirst(),
                    (start, end) -> Objects.requireNonNull(byLength.get(end - start)));
        }
    }

    private void add(WindowAssigner<Object, TimeWindow> assigner, Query any, QueryOfWindow query) {
        try {
            ExecutionConfig settings = new ExecutionConfig();
            settings.enableObjectReuse();
            WindowOperatorBuilder<FlinkTuple, Integer, TimeWindow> builder =
                    new WindowOperatorBuilder<>(
                            assigner,
                            EventTimeTrigger.create(),
                            settings,
                            new GenericTypeInfo<>(FlinkTuple.class),
                            ONE_KEY,
                            BasicTypeInfo.INT_TYPE_INFO);
            OneInputStreamOperator<FlinkTuple, Object> operator =
                    builder.aggregate(
                            new FlinkAggregation(any.aggregation()),
                            (key, window, results, out) -> give(window, results, query),
                            new GenericTypeInfo<>(Partial.class));
            operators.add(opened(operator));
        } catch (Exception problem) {
            throw new IllegalStateException("Flink does not start", problem);
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<Integer, FlinkTuple, Object> opened(
            OneInputStreamOperator<FlinkTuple, Object> operator) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<Integer, FlinkTuple, Object> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        operator, ONE_KEY, BasicTypeInfo.INT_TYPE_INFO);
        harness.getExecutionConfig().enableObjectReuse();
        harness.setStateBackend(new HashMapStateBackend());
        harness.setOutputCreator(serializer -> new NoFlinkOutput<>());
        harness.open();
        return harness;
    }

    private void give(TimeWindow window, Iterable<Partial> results, QueryOfWindow query) {
        long start = window.getStart();
        long end = window.getEnd();
        for (Partial partial : results) {
            ended.give(query.of(start, end), start, end, partial);
        }
    }

    @Override
    public void process(long time, double value) {
        tuple.time = time;
        tuple.value = value;
        event.replace(tuple, time);
        try {
            for (int operator = 0; operator < operators.size(); operator++) {
                operators.get(operator).processElement(event);
            }
        } catch (Exception problem) {
            throw new IllegalStateException("Flink takes no tuple of " + time, problem);
        }
    }

    @Override
    public void watermark(long time) {
        try {
            for (int operator = 0; operator < operators.size(); operator++) {
                operators.get(operator).processWatermark(time);
            }
        } catch (Exception problem) {
            throw new IllegalStateException("Flink takes no watermark " + time, problem);
        }
    }

    @Override
    public Object held() {
        return operators.stream()
                .map(harness -> harness.getOperator().getKeyedStateBackend())
                .toArray();
    }

    private interface QueryOfWindow {
        Query of(long start, long end);
    }
}
