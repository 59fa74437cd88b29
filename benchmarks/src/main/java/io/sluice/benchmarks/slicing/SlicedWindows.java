package io.sluice.benchmarks.slicing;

import io.sluice.slicing.Query;
import io.sluice.slicing.SlicingOperator;
import io.sluice.slicing.SlicingSettings;
import io.sluice.slicing.WindowSink;
import java.util.List;

/** The engine. */
final class SlicedWindows implements WindowTechnique {
    private final SlicingOperator operator;

    SlicedWindows(List<Query> queries, SlicingSettings settings, WindowSink sink) {
        operator = new SlicingOperator(settings, sink);
        queries.forEach(operator::add);
    }

    @Override
    public void process(long time, double value) {
        operator.process(time, value);
    }

    @Override
    public void watermark(long time) {
        operator.advanceWatermark(time);
    }

    @Override
    public Object held() {
        return operator;
    }
}
