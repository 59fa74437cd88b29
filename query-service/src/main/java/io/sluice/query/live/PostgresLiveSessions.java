package io.sluice.query.live;

import io.sluice.query.series.Series;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Table {@code live_session}: the sessions of all instances. */
@Repository
class PostgresLiveSessions {
    /** On which the holders listen; a message is the id of a session that was changed. */
    static final String CHANNEL = "live_session";

    private static final String ALIVE = "refreshed_at > now() - interval '1 minute'";

    /** With those that were not ended in order: their instance was killed. */
    private static final String BEGIN =
            """
            with swept as (delete from live_session where not (%s))
            insert into live_session (id, width, window_micros, series_ids) values (?, ?, ?, ?)
            """
                    .formatted(ALIVE);

    private static final String CHANGE =
            """
            with changed as (
                update live_session set revision = revision + 1, width = coalesce(?::int, width),
                    window_micros = coalesce(?::bigint, window_micros), series_ids = coalesce(?::int[], series_ids)
                where id = ? and %s
                returning id, width, window_micros, series_ids, revision)
            select width, window_micros, series_ids, revision, pg_notify('%s', id::text) from changed
            """
                    .formatted(ALIVE, CHANNEL);

    private static final String REFRESH =
            """
            insert into live_session as s (id, width, window_micros, series_ids, revision) values (?, ?, ?, ?, ?)
            on conflict (id) do update set refreshed_at = now()
            returning width, window_micros, series_ids, revision
            """;

    private static final String SERIES =
            "select id, device_id, metric, unit from series where id = any (?)";

    private static final String END = "delete from live_session where id = ?";

    private final JdbcTemplate jdbc;

    PostgresLiveSessions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The settings of a session.
     *
     * @param revision counts the changes, from 1
     */
    record Row(LiveSettings settings, long revision) {}

    void begin(UUID id, LiveSettings settings) {
        jdbc.update(BEGIN, id, settings.width(), settings.windowMicros(), ids(settings.series()));
    }

    /**
     * Changes what is not null, and tells the holder.
     *
     * @return the settings then, or nothing if there is no such session
     */
    Optional<Row> change(
            UUID id,
            @Nullable Integer width,
            @Nullable Duration window,
            @Nullable List<Series> series) {
        return jdbc
                .query(
                        CHANGE,
                        (row, _) -> raw(row),
                        width,
                        window == null ? null : window.toNanos() / 1_000,
                        series == null ? null : ids(series),
                        id)
                .stream()
                .findFirst()
                .map(this::resolved);
    }

    /** Says that a session goes on, and tells what it is now. One that was swept is back. */
    Row refresh(UUID id, Row held) {
        Raw raw =
                jdbc.query(
                                REFRESH,
                                (row, _) -> raw(row),
                                id,
                                held.settings().width(),
                                held.settings().windowMicros(),
                                ids(held.settings().series()),
                                held.revision())
                        .getFirst();
        return raw.revision() == held.revision() ? held : resolved(raw);
    }

    void end(UUID id) {
        jdbc.update(END, id);
    }

    private record Raw(int width, long windowMicros, List<Integer> series, long revision) {}

    private static Raw raw(ResultSet row) throws SQLException {
        return new Raw(
                row.getInt(1),
                row.getLong(2),
                Arrays.asList((Integer[]) row.getArray(3).getArray()),
                row.getLong(4));
    }

    private Row resolved(Raw raw) {
        Map<Integer, Series> found =
                jdbc
                        .query(
                                SERIES,
                                (row, _) ->
                                        new Series(
                                                row.getInt(1),
                                                row.getString(2),
                                                row.getString(3),
                                                row.getString(4)),
                                raw.series().stream().mapToInt(Integer::intValue).toArray())
                        .stream()
                        .collect(Collectors.toMap(Series::id, Function.identity()));
        List<Series> series = new ArrayList<>();
        for (Integer id : raw.series()) {
            Series one = found.get(id);
            if (one != null) {
                series.add(one);
            }
        }
        return new Row(
                new LiveSettings(
                        raw.width(), Duration.of(raw.windowMicros(), ChronoUnit.MICROS), series),
                raw.revision());
    }

    private static int[] ids(List<Series> series) {
        return series.stream().mapToInt(Series::id).toArray();
    }
}
