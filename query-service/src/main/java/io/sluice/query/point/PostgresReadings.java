package io.sluice.query.point;

import io.sluice.query.database.PostgresQueries;
import io.sluice.query.database.PostgresStatement;
import io.sluice.query.tier.Tier;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Repository;

/** Reads the table {@code reading} row by row. */
@Repository
class PostgresReadings {
    private static final String COLUMNS =
            "(extract(epoch from r.ts) * 1000000)::bigint, r.ordinal, r.value, r.quality";

    private final PostgresQueries queries;

    PostgresReadings(PostgresQueries queries) {
        this.queries = queries;
    }

    void read(ReadingQuery query, PointRows rows) {
        PostgresStatement statement = statement(query);
        queries.forEach(
                statement.sql(),
                statement.parameters(),
                row -> rows.take(row.getLong(1), row.getInt(2), row.getDouble(3), row.getInt(4)));
    }

    long count(int series, TimeRange range, ReadingFilter filter) {
        PostgresStatement statement = new PostgresStatement().add("select count(*)");
        addSource(statement, series, range, filter);
        List<Long> count =
                queries.list(statement.sql(), statement.parameters(), row -> row.getLong(1));
        return count.getFirst();
    }

    static PostgresStatement statement(ReadingQuery query) {
        boolean ascending = query.order() == PointQuery.Order.ASC;
        PostgresStatement statement = new PostgresStatement().add("select " + COLUMNS);
        addSource(statement, query.series(), rest(query), query.filter());
        PointPlace after = query.after();
        if (after != null) {
            statement.add(
                    " and (r.ts, r.ordinal) " + (ascending ? ">" : "<") + " (?, ?)",
                    instant(after.time()),
                    after.ordinal());
        }
        return statement.add(
                " order by r.ts %1$s, r.ordinal %1$s limit ?".formatted(ascending ? "asc" : "desc"),
                query.limit());
    }

    /** The place is put into the range too, so that partitions before it are left out. */
    private static TimeRange rest(ReadingQuery query) {
        PointPlace after = query.after();
        TimeRange range = query.range();
        if (after == null) {
            return range;
        }
        Instant place = instant(after.time());
        if (query.order() == PointQuery.Order.ASC) {
            return place.isAfter(range.from())
                    ? new TimeRange(earlier(place, range.to()), range.to())
                    : range;
        }
        Instant end = place.plus(1, ChronoUnit.MICROS);
        return end.isBefore(range.to())
                ? new TimeRange(range.from(), end.isBefore(range.from()) ? range.from() : end)
                : range;
    }

    private static Instant earlier(Instant place, Instant end) {
        return place.isBefore(end) ? place : end;
    }

    private static void addSource(
            PostgresStatement statement, int series, TimeRange range, ReadingFilter filter) {
        statement
                .add(
                        " from reading r where r.series_id = ? and r.ts >= ? and r.ts < ?",
                        series,
                        range.from(),
                        range.to())
                .and(PostgresFilter.condition(filter, Tier.RAW, "r"));
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
