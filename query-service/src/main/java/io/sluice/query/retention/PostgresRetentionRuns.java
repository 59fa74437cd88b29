package io.sluice.query.retention;

import io.sluice.query.archive.PostgresArchivePool;
import io.sluice.query.retention.RetentionEffects.RecordPlace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tables {@code retention_run} and {@code retention_action}. */
class PostgresRetentionRuns {
    private static final String END_CUT_OFF =
            "update retention_run set failure = 'it was cut off' where finished_at is null and"
                    + " failure is null";
    private static final String BEGIN =
            "insert into retention_run (started_at) values (?) returning id";
    private static final String END =
            "update retention_run set finished_at = ?, failure = ? where id = ?";

    private static final String NOTE =
            """
            insert into retention_action
                (run_id, position, at, tier, action, policy, from_ts, until_ts, series, rows, detail)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (run_id, position)
            """;

    private static final String FIND =
            """
            select id, started_at, finished_at, failure from retention_run order by id desc limit ?
            """;

    private static final String ACTIONS =
            """
            select tier, action, policy, from_ts, until_ts, series, rows, detail
            from retention_action where run_id = ? order by position
            """;

    private final JdbcTemplate jdbc;

    PostgresRetentionRuns(PostgresArchivePool pool) {
        this.jdbc = pool.jdbc();
    }

    /** Begins a record. Whoever calls has the turn: what is open is of a run that was cut off. */
    long begin(Instant now) {
        jdbc.update(END_CUT_OFF);
        return Objects.requireNonNull(jdbc.queryForObject(BEGIN, Long.class, at(now)));
    }

    void end(long run, Instant now, @Nullable String failure) {
        jdbc.update(END, at(now), failure, run);
    }

    /** Notes a step, within the transaction of the caller, or leaves it as it is noted. */
    void noteOnce(RecordPlace place, RetentionStep step, Instant now) {
        note("do nothing", place, step, now);
    }

    /** Notes a step, or adds its rows to what is noted. */
    void add(RecordPlace place, RetentionStep step, Instant now) {
        note("do update set rows = retention_action.rows + excluded.rows", place, step, now);
    }

    private void note(String otherwise, RecordPlace place, RetentionStep step, Instant now) {
        jdbc.update(
                NOTE + otherwise,
                place.run(),
                place.position(),
                at(now),
                step.tier().text(),
                step.action().text(),
                step.policy(),
                at(step.from()),
                at(step.until()),
                step.series(),
                step.rows(),
                step.detail());
    }

    /** The latest runs, the last one first. */
    List<RetentionRecord> latest(int limit) {
        return jdbc.query(FIND, (result, _) -> record(result), limit);
    }

    private RetentionRecord record(ResultSet result) throws SQLException {
        long id = result.getLong(1);
        OffsetDateTime finished = result.getObject(3, OffsetDateTime.class);
        return new RetentionRecord(
                id,
                instant(result, 2),
                orNull(finished),
                result.getString(4),
                jdbc.query(ACTIONS, (action, _) -> step(action), id));
    }

    private static RetentionStep step(ResultSet result) throws SQLException {
        return new RetentionStep(
                Tier.valueOf(result.getString(1).toUpperCase(Locale.ROOT)),
                RetentionStep.Kind.valueOf(result.getString(2).toUpperCase(Locale.ROOT)),
                result.getString(3),
                instant(result, 4),
                instant(result, 5),
                result.getLong(6),
                result.getLong(7),
                result.getString(8));
    }

    private static @Nullable Instant orNull(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static Instant instant(ResultSet result, int column) throws SQLException {
        return result.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
