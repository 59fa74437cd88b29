package io.sluice.query.analysis;

import static io.sluice.query.analysis.PostgresMath.micros;

import io.sluice.query.answer.Answer;
import io.sluice.query.answer.Column;
import io.sluice.query.database.PostgresQueries;
import io.sluice.query.database.PostgresStatement;
import io.sluice.query.series.Series;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The latest reading of many series. */
@Component
final class PostgresLatest {
    /**
     * The last hour with a rollup tells from when on to look, so that the partitions before it are
     * left out. Where its readings are gone, it tells the reading as well.
     */
    private static final String LATEST =
            """
            select 0, s.device_id, s.metric, s.unit, %s, coalesce(l.value, h.last), nullif(l.ordinal, 0), nullif(l.quality, 0)
            from unnest(?::int[]) with ordinality as c (id, place) join series s on s.id = c.id
            left join lateral (
                select last_at, last from reading_hourly
                where series_id = c.id order by bucket desc limit 1
            ) h on true
            left join lateral (
                select ts, ordinal, value, quality from reading
                where series_id = c.id and ts >= coalesce(h.last_at, timestamptz '-infinity')
                order by ts desc, ordinal desc limit 1
            ) l on true
            where l.ts is not null or h.last_at is not null
            order by c.place\
            """
                    .formatted(micros("coalesce(l.ts, h.last_at)"));

    private final PostgresQueries queries;

    PostgresLatest(PostgresQueries queries) {
        this.queries = queries;
    }

    /** One row for each series that has readings. */
    Answer latest(List<Series> series) {
        return new PostgresAnswer(
                queries,
                statement(series),
                new Groups(List.of(), List.of(List.of()), List.of()),
                Map.of(),
                "latest",
                List.of(
                        Column.text("device_id"),
                        Column.text("metric"),
                        Column.text("unit"),
                        Column.time("time"),
                        Column.number("value"),
                        Column.integer("ordinal"),
                        Column.texts("quality")));
    }

    static PostgresStatement statement(List<Series> series) {
        int[] ids = series.stream().mapToInt(Series::id).toArray();
        return new PostgresStatement().add(LATEST, ids);
    }
}
