package io.sluice.query.books;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Table {@code source_stream_count}. */
@Repository
class PostgresSourceStreams {
    private static final String FIND =
            """
            select source_stream, stored, duplicate, corrected, rejected, first_at, last_at from source_stream_count
            where starts_with(source_stream, ?) order by last_at desc, source_stream limit ?
            """;
    private static final String TOTAL =
            """
            select ?, coalesce(sum(stored), 0), coalesce(sum(duplicate), 0), coalesce(sum(corrected), 0),
                coalesce(sum(rejected), 0), coalesce(min(first_at), now()), coalesce(max(last_at), now())
            from source_stream_count where starts_with(source_stream, ?)
            """;

    private final JdbcTemplate jdbc;

    PostgresSourceStreams(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Streams whose names begin so, those that were heard of last first. */
    List<SourceStreamBooks> find(String prefix, int limit) {
        return jdbc.query(FIND, (result, _) -> books(result), prefix, limit);
    }

    /** All streams whose names begin so, together. */
    SourceStreamBooks total(String prefix) {
        return jdbc.query(TOTAL, (result, _) -> books(result), prefix, prefix).getFirst();
    }

    private static SourceStreamBooks books(ResultSet result) throws SQLException {
        return new SourceStreamBooks(
                result.getString(1),
                result.getLong(2),
                result.getLong(3),
                result.getLong(4),
                result.getLong(5),
                result.getObject(6, OffsetDateTime.class).toInstant(),
                result.getObject(7, OffsetDateTime.class).toInstant());
    }
}
