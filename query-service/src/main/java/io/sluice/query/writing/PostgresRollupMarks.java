package io.sluice.query.writing;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The marks that tell the refresher which hours have changed. They are written in the transaction
 * that changes the readings, so that there is never one without the other.
 */
final class PostgresRollupMarks {
    private static final String ADD =
            """
            insert into rollup_mark (hour, since, series_id)
            select timestamptz 'epoch' + m.hour * interval '1 hour', timestamptz 'epoch' + m.since * interval '1 microsecond',
                m.series_id
            from unnest(?::bigint[], ?::bigint[], ?::int[]) as m (hour, since, series_id)
            """;

    private final JdbcTemplate jdbc;

    PostgresRollupMarks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void add(TouchedHours touched) {
        if (!touched.isEmpty()) {
            jdbc.update(ADD, touched.hours(), touched.since(), touched.series());
        }
    }
}
