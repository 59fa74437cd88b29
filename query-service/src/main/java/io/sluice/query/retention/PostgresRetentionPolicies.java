package io.sluice.query.retention;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGInterval;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Table {@code retention_policy}. */
@Repository
class PostgresRetentionPolicies {
    private static final String ALL =
            """
            select name, priority, label, label_value, metric_pattern, raw, hourly, daily, archive
            from retention_policy order by priority desc, name
            """;

    private static final String PUT =
            """
            insert into retention_policy
                (name, priority, label, label_value, metric_pattern, raw, hourly, daily, archive)
            values (?, ?, ?, ?, ?, ?::interval, ?::interval, ?::interval, ?)
            on conflict (name) do update set priority = excluded.priority, label = excluded.label,
                label_value = excluded.label_value, metric_pattern = excluded.metric_pattern, raw = excluded.raw,
                hourly = excluded.hourly, daily = excluded.daily, archive = excluded.archive
            """;

    private final JdbcTemplate jdbc;

    PostgresRetentionPolicies(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that count before others first. */
    List<RetentionPolicy> all() {
        return jdbc.query(
                ALL,
                (result, _) ->
                        new RetentionPolicy(
                                result.getString(1),
                                result.getInt(2),
                                result.getString(3),
                                result.getString(4),
                                result.getString(5),
                                age(result, 6),
                                age(result, 7),
                                age(result, 8),
                                result.getBoolean(9)));
    }

    void put(RetentionPolicy policy) {
        jdbc.update(
                PUT,
                policy.name(),
                policy.priority(),
                policy.label(),
                policy.labelValue(),
                policy.metricPattern(),
                text(policy.raw()),
                text(policy.hourly()),
                text(policy.daily()),
                policy.archive());
    }

    /** Whether it was there. */
    boolean delete(String name) {
        return jdbc.update("delete from retention_policy where name = ?", name) > 0;
    }

    private static @Nullable String text(@Nullable Age age) {
        return age == null ? null : age.toString();
    }

    private static @Nullable Age age(ResultSet result, int column) throws SQLException {
        PGInterval interval = (PGInterval) result.getObject(column);
        return interval == null
                ? null
                : new Age(
                        interval.getYears() * 12 + interval.getMonths(),
                        interval.getDays(),
                        interval.getHours() * 3600L
                                + interval.getMinutes() * 60L
                                + interval.getWholeSeconds());
    }
}
