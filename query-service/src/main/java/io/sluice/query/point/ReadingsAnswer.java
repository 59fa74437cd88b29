package io.sluice.query.point;

import io.sluice.query.answer.Answer;
import io.sluice.query.answer.Column;
import io.sluice.query.answer.RowSink;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The readings of a series in a range. */
final class ReadingsAnswer implements Answer {
    private final PointStore store;
    private final PointsPlan plan;
    private final ReadingQuery query;

    ReadingsAnswer(PointStore store, PointsPlan plan) {
        this.store = store;
        this.plan = plan;
        this.query =
                new ReadingQuery(
                        plan.series().id(),
                        plan.range(),
                        plan.question().filter(),
                        plan.question().order(),
                        PointPlace.parseOrNull(plan.question().after()),
                        plan.mostRows() + 1);
    }

    @Override
    public Map<String, Object> head() {
        return plan.head();
    }

    @Override
    public String rows() {
        return "points";
    }

    @Override
    public List<Column> columns() {
        return ReadingRow.COLUMNS;
    }

    @Override
    public Map<String, Object> writeTo(RowSink sink) {
        PagedReadings readings = new PagedReadings(sink, plan.mostRows());
        store.readings(query, readings);
        return plan.tail(readings.written(), readings.written(), readings.next());
    }

    @Override
    public Optional<String> version() {
        return plan.version();
    }
}
