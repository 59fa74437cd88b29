package io.sluice.query.question;

import io.sluice.query.answer.Answer;
import io.sluice.query.answer.Column;
import io.sluice.query.answer.RowSink;
import io.sluice.query.point.PointQuery;
import io.sluice.query.point.PointStore;
import io.sluice.query.point.ReadingQuery;
import io.sluice.query.point.ReadingRow;
import java.util.List;
import java.util.Map;

/** The readings of many series, one series after the other. */
final class ManyReadingsAnswer implements Answer {
    private final PointStore store;
    private final QuestionPlan plan;
    private int read;
    private int group = -1;

    ManyReadingsAnswer(PointStore store, QuestionPlan plan) {
        this.store = store;
        this.plan = plan;
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
    public List<String> groups() {
        return plan.groups();
    }

    @Override
    public List<Column> columns() {
        return ReadingRow.COLUMNS;
    }

    @Override
    public Map<String, Object> writeTo(RowSink sink) {
        ChosenSeries chosen = plan.chosen();
        for (int i = 0; i < chosen.series().size() && read <= plan.mostRows(); i++) {
            int number = chosen.groupOf().get(i);
            ReadingQuery query =
                    new ReadingQuery(
                            chosen.series().get(i),
                            plan.range(),
                            plan.question().filter(),
                            PointQuery.Order.ASC,
                            null,
                            plan.mostRows() - read + 1);
            store.readings(
                    query,
                    (time, ordinal, value, quality) -> {
                        if (read++ < plan.mostRows()) {
                            begin(number, sink);
                            ReadingRow.write(sink, time, ordinal, value, quality);
                        }
                    });
        }
        boolean isCut = read > plan.mostRows();
        int shown = Math.min(read, plan.mostRows());
        return plan.tail(shown, shown, isCut);
    }

    private void begin(int number, RowSink sink) {
        if (number != group) {
            group = number;
            ChosenSeries.Group begun = plan.chosen().groups().get(number);
            String name = plan.question().selections().get(begun.selection()).name();
            sink.group(QuestionPlan.keys(name, begun.keys()));
        }
    }
}
