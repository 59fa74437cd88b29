package io.sluice.query.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Table {@code archive_file}. */
public final class PostgresArchiveCatalogue {
    private static final String COLUMNS =
            "id, location, from_ts, until_ts, series, rows, bytes, sha256, written_at, restored_at";
    private static final String FIND = "select " + COLUMNS + " from archive_file where id = ?";
    private static final String OVERLAPPING =
            "select "
                    + COLUMNS
                    + " from archive_file where from_ts < ? and until_ts > ? order by from_ts, id"
                    + " limit ?";
    private static final String RESTORED_SINCE =
            "select " + COLUMNS + " from archive_file where restored_at >= ? order by id";
    private static final String HAS = "select exists (select from archive_file where location = ?)";

    /** A file that several transactions delete by is noted by the first of them. */
    private static final String ADD =
            """
            insert into archive_file (location, from_ts, until_ts, series, rows, bytes, sha256, written_at)
            values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (location) do nothing
            """;

    private static final String RESTORED = "update archive_file set restored_at = ? where id = ?";

    private final JdbcTemplate jdbc;

    PostgresArchiveCatalogue(PostgresArchivePool pool) {
        this.jdbc = pool.jdbc();
    }

    Optional<ArchiveFile> find(long id) {
        return jdbc.query(FIND, (result, _) -> file(result), id).stream().findFirst();
    }

    /** The files that can have readings of a range. */
    List<ArchiveFile> overlapping(Instant from, Instant until, int limit) {
        return jdbc.query(OVERLAPPING, (result, _) -> file(result), at(until), at(from), limit);
    }

    /** What was put back since a time. */
    public List<RestoredRange> restoredSince(Instant since) {
        return jdbc.query(
                RESTORED_SINCE,
                (result, _) ->
                        new RestoredRange(
                                result.getLong("id"),
                                instant(result, "from_ts"),
                                instant(result, "until_ts"),
                                instant(result, "restored_at")),
                at(since));
    }

    boolean has(String location) {
        return Boolean.TRUE.equals(jdbc.queryForObject(HAS, Boolean.class, location));
    }

    /** Notes a file, within the transaction of the caller. */
    public void add(WrittenArchive file, Instant now) {
        jdbc.update(
                ADD,
                file.location(),
                at(file.from()),
                at(file.until()),
                file.series(),
                file.rows(),
                file.bytes(),
                file.sha256(),
                at(now));
    }

    void restored(long id, Instant now) {
        jdbc.update(RESTORED, at(now), id);
    }

    private static ArchiveFile file(ResultSet result) throws SQLException {
        OffsetDateTime restoredAt = result.getObject("restored_at", OffsetDateTime.class);
        return new ArchiveFile(
                result.getLong("id"),
                result.getString("location"),
                instant(result, "from_ts"),
                instant(result, "until_ts"),
                result.getLong("series"),
                result.getLong("rows"),
                result.getLong("bytes"),
                result.getString("sha256"),
                instant(result, "written_at"),
                orNull(restoredAt));
    }

    private static @Nullable Instant orNull(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static Instant instant(ResultSet result, String column) throws SQLException {
        return result.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
