package io.sluice.query.point;

import io.sluice.query.answer.Answer;
import io.sluice.query.answer.Column;
import io.sluice.query.answer.RowSink;
import io.sluice.query.series.Series;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page of the readings of a series. */
final class PageAnswer implements Answer {
    private final PointStore store;
    private final Series series;
    private final ReadingQuery query;
    private final int limit;

    PageAnswer(PointStore store, Series series, PointsQuestion question) {
        this.store = store;
        this.series = series;
        Integer asked = question.limit();
        this.limit = asked == null ? 1 : asked;
        this.query =
                new ReadingQuery(
                        series.id(),
                        question.range(),
                        question.filter(),
                        question.order(),
                        PointPlace.parseOrNull(question.after()),
                        limit + 1);
    }

    @Override
    public Map<String, Object> head() {
        return PointsPlan.ofSeries(series);
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
        PagedReadings readings = new PagedReadings(sink, limit);
        store.readings(query, readings);
        @Nullable String next = readings.next();
        return next == null ? Map.of() : Map.of("next", next);
    }
}
