package io.sluice.coordinator.model;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Table {@code rollout}. */
@Component
final class PostgresRollouts {
    /** While it runs, what was counted before it is taken off what is counted now. */
    private static final String SELECT =
            """
            select r.id, name, version, share, max_failure_rate, min_results, state, reason,
                coalesce(r.succeeded, coalesce(o.succeeded, 0) - succeeded_before) as succeeded,
                coalesce(r.failed, coalesce(o.failed, 0) - failed_before) as failed,
                started_at, ended_at
            from rollout r left join model_outcome o using (name, version)
            """;

    private static final String RUNNING = SELECT + " where name = ? and state = 'running'";
    private static final String LATEST = SELECT + " where name = ? order by r.id desc limit 1";
    private static final String ALL_RUNNING =
            "select name from rollout where state = 'running' order by name";
    private static final String START =
            """
            insert into rollout (name, version, share, max_failure_rate, min_results, state,
                                 succeeded_before, failed_before, started_at)
            select ?, ?, ?, ?, ?, 'running',
                coalesce(max(succeeded), 0), coalesce(max(failed), 0), clock_timestamp()
            from model_outcome where name = ? and version = ?
            """;
    private static final String CHANGE =
            "update rollout set share = ?, max_failure_rate = ?, min_results = ? where id = ?";
    private static final String END =
            """
            update rollout
            set state = ?, reason = ?, succeeded = ?, failed = ?, ended_at = clock_timestamp()
            where id = ? and state = 'running'
            """;
    private static final String REMOVE = "delete from rollout where name = ? and version = ?";

    private final JdbcClient jdbc;

    PostgresRollouts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void start(ModelVersionId id, RolloutPlan plan) {
        jdbc.sql(START)
                .params(
                        id.model(),
                        id.version(),
                        plan.share(),
                        plan.maxFailureRate(),
                        plan.minResults(),
                        id.model(),
                        id.version())
                .update();
    }

    void change(Rollout rollout, RolloutPlan plan) {
        jdbc.sql(CHANGE)
                .params(plan.share(), plan.maxFailureRate(), plan.minResults(), rollout.number())
                .update();
    }

    /** Keeps what was counted while it ran. */
    void end(Rollout rollout, Rollout.State state, String reason) {
        jdbc.sql(END)
                .params(
                        state.name().toLowerCase(Locale.ROOT),
                        reason,
                        rollout.succeeded(),
                        rollout.failed(),
                        rollout.number())
                .update();
    }

    Optional<Rollout> running(String model) {
        return jdbc.sql(RUNNING).param(model).query(PostgresRollouts::rollout).optional();
    }

    /** The one that began last, whether it runs or not. */
    Optional<Rollout> latest(String model) {
        return jdbc.sql(LATEST).param(model).query(PostgresRollouts::rollout).optional();
    }

    /** The names of models with a running rollout. */
    List<String> running() {
        return jdbc.sql(ALL_RUNNING).query((row, _) -> row.getString("name")).list();
    }

    void remove(ModelVersionId id) {
        jdbc.sql(REMOVE).params(id.model(), id.version()).update();
    }

    private static Rollout rollout(ResultSet row, int number) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Rollout(
                row.getLong("id"),
                new ModelVersionId(row.getString("name"), row.getString("version")),
                new RolloutPlan(
                        row.getDouble("share"),
                        row.getDouble("max_failure_rate"),
                        row.getInt("min_results")),
                Rollout.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                row.getLong("succeeded"),
                row.getLong("failed"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant());
    }
}
