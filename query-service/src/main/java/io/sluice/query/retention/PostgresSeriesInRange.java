package io.sluice.query.retention;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds which series have readings in a range: one step in the index for each, and not a look at
 * all readings.
 */
final class PostgresSeriesInRange {
    private static final String PRESENT =
            """
            with recursive present as (
                (select series_id from reading where ts >= ? and ts < ? order by series_id limit 1)
                union all
                select (select r.series_id from reading r where r.series_id > p.series_id and r.ts >= ? and r.ts < ?
                    order by r.series_id limit 1)
                from present p where p.series_id is not null
            )
            select series_id from present where series_id is not null
            """;

    private final JdbcTemplate jdbc;

    PostgresSeriesInRange(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Set<Integer> find(Instant from, Instant until) {
        OffsetDateTime first = from.atOffset(ZoneOffset.UTC);
        OffsetDateTime end = until.atOffset(ZoneOffset.UTC);
        return new TreeSet<>(
                jdbc.query(PRESENT, (result, _) -> result.getInt(1), first, end, first, end));
    }
}
