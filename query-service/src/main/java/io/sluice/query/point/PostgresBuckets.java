package io.sluice.query.point;

import io.sluice.query.database.PostgresCondition;
import io.sluice.query.database.PostgresQueries;
import io.sluice.query.database.PostgresStatement;
import io.sluice.query.tier.Aggregation;
import io.sluice.query.tier.Bucket;
import io.sluice.query.tier.Tier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import org.springframework.stereotype.Repository;

/**
 * Sums readings up by bucket, from the table {@code reading} or from rollups.
 *
 * <p>Not with {@code avg}: it fails where the sum, or the sum of squares that it keeps beside, is
 * beyond what a double can hold. What is extreme is summed up apart, scaled down by 1e20; there is
 * no deviation then.
 */
@Repository
class PostgresBuckets {
    /** From here on a square is too large to be summed up. */
    private static final double LARGEST_SQUARED = 1e140;

    private static final String MICROS = "(extract(epoch from %s) * 1000000)::bigint";
    private static final String NONE = "null::double precision";

    private final PostgresQueries queries;

    PostgresBuckets(PostgresQueries queries) {
        this.queries = queries;
    }

    void read(BucketQuery query, SummaryRows sink) {
        PostgresStatement statement = statement(query);
        queries.forEach(
                statement.sql(),
                statement.parameters(),
                row -> sink.take(summary(row, query.bucket(), query.tier())));
    }

    static PostgresStatement statement(BucketQuery query) {
        PostgresStatement statement =
                new PostgresStatement()
                        .add("select b.grp, " + key(query.bucket()) + " as start, b.rows, b.count,")
                        .add(" b.sum, b.extreme_sum, b.min, b.max, b.spread, ");
        addEnd(statement, query, Aggregation.FIRST, "first", "asc");
        addEnd(statement, query, Aggregation.LAST, "last", "desc");
        statement
                .add(MICROS.formatted("b.first_at") + ", " + MICROS.formatted("b.last_at"))
                .add(", b.p50, b.p90, b.p99 from (select ");
        addGroup(statement, query);
        addBucket(statement, query);
        statement.add(query.tier() == Tier.RAW ? ofReadings(query) : ofRollups(query));
        addSource(statement, query);
        return statement.add(
                " group by 1, 2) b order by 1, b.key"
                        + (query.order() == PointQuery.Order.ASC ? "" : " desc")
                        + " limit ?",
                query.limit());
    }

    private static String key(Bucket bucket) {
        return switch (bucket) {
            case Bucket.Whole _ -> "0::bigint";
            case Bucket.Fixed _, Bucket.Local _ -> MICROS.formatted("b.key");
        };
    }

    private static void addGroup(PostgresStatement statement, BucketQuery query) {
        if (query.isOneGroup()) {
            statement.add("?::int as grp, ", query.groups().getFirst());
        } else {
            statement.add("g.grp as grp, ");
        }
    }

    private static void addBucket(PostgresStatement statement, BucketQuery query) {
        String time = query.tier() == Tier.RAW ? "r.ts" : "r.bucket";
        switch (query.bucket()) {
            case Bucket.Whole _ -> statement.add("0");
            case Bucket.Fixed fixed when fixed.micros() == query.tier().micros() ->
                    statement.add(time);
            case Bucket.Fixed fixed ->
                    statement.add(
                            "date_bin(? * interval '1 microsecond', "
                                    + time
                                    + ", timestamptz '1970-01-01 00:00:00+00')",
                            fixed.micros());
            case Bucket.Local local ->
                    statement.add(
                            "date_bin(? * interval '1 microsecond', "
                                    + time
                                    + " at time zone ?, timestamp '1970-01-01')",
                            local.micros(),
                            local.zone().getId());
        }
        statement.add(" as key, ");
    }

    private static String ofReadings(BucketQuery query) {
        Set<Aggregation> asked = query.aggregations();
        boolean sums = asked.contains(Aggregation.AVG) || asked.contains(Aggregation.SUM);
        return """
        count(*) as rows, count(*) as count, min(r.value) as min, max(r.value) as max,
        min(r.ts) as first_at, max(r.ts) as last_at\
        """
                + column(sums, "sum(r.value) filter (where abs(r.value) < 1e290)", "sum")
                + column(
                        sums,
                        "sum(r.value * 1e-20) filter (where abs(r.value) >= 1e290)",
                        "extreme_sum")
                + column(
                        asked.contains(Aggregation.STDDEV),
                        "stddev_samp(r.value) filter (where abs(r.value) < 1e140)",
                        "spread")
                + percentile(asked, Aggregation.P50, 0.5)
                + percentile(asked, Aggregation.P90, 0.9)
                + percentile(asked, Aggregation.P99, 0.99);
    }

    private static String column(boolean isAsked, String expression, String name) {
        return ", " + (isAsked ? expression : NONE) + " as " + name;
    }

    /**
     * Of the halves: the difference of two values can be beyond what a double can hold. The half of
     * the smallest is an error too.
     */
    private static String percentile(Set<Aggregation> asked, Aggregation which, double fraction) {
        return column(
                asked.contains(which),
                "percentile_cont("
                        + fraction
                        + ") within group (order by"
                        + " case when abs(r.value) < 1e-300 then 0 else r.value * 0.5 end)",
                which.text());
    }

    private static String ofRollups(BucketQuery query) {
        return """
        count(*) as rows, sum(r.count)::bigint as count, min(r.min) as min, max(r.max) as max,
        min(r.first_at) as first_at, max(r.last_at) as last_at, sum(r.sum) as sum,
        sum(r.extreme_sum) as extreme_sum, sum(r.sum_squares) as spread\
        """
                + column(
                        needs(query, Aggregation.FIRST),
                        "(array_agg(r.first order by r.first_at))[1]",
                        "first")
                + column(
                        needs(query, Aggregation.LAST),
                        "(array_agg(r.last order by r.last_at desc))[1]",
                        "last")
                + column(false, NONE, "p50")
                + column(false, NONE, "p90")
                + column(false, NONE, "p99");
    }

    /** Whether the first or the last value is needed; to sort for it takes longer than all else. */
    private static boolean needs(BucketQuery query, Aggregation end) {
        return query.aggregations().contains(end)
                || query.aggregations().contains(Aggregation.RATE);
    }

    private static void addSource(PostgresStatement statement, BucketQuery query) {
        String time = query.tier() == Tier.RAW ? "r.ts" : "r.bucket";
        statement.add(" from " + table(query.tier()) + " r");
        if (!query.isOneGroup()) {
            statement.add(
                    " join unnest(?::int[], ?::int[]) as g (series_id, grp) using (series_id)",
                    PostgresStatement.numbers(query.series()),
                    PostgresStatement.numbers(query.groups()));
        }
        statement.add(" where ");
        statement.addSeries("r.series_id", query.series());
        statement
                .add(
                        " and " + time + " >= ? and " + time + " < ?",
                        query.range().from(),
                        query.range().to())
                .and(PostgresFilter.condition(query.filter(), query.tier(), "r"));
    }

    /**
     * The first or last value. That of readings is looked up by its time, which is there already:
     * so nothing has to be sorted.
     */
    private static void addEnd(
            PostgresStatement statement,
            BucketQuery query,
            Aggregation which,
            String name,
            String order) {
        if (!needs(query, which)) {
            statement.add(NONE + ", ");
            return;
        }
        if (query.tier() != Tier.RAW) {
            statement.add("b." + name + ", ");
            return;
        }
        PostgresCondition filter = PostgresFilter.condition(query.filter(), query.tier(), "r");
        statement.add("(select r.value from reading r where ");
        if (query.isOneGroup()) {
            statement.addSeries("r.series_id", query.series());
        } else {
            statement.add(
                    "r.series_id in (select g.series_id from unnest(?::int[], ?::int[])"
                            + " as g (series_id, grp) where g.grp = b.grp)",
                    PostgresStatement.numbers(query.series()),
                    PostgresStatement.numbers(query.groups()));
        }
        statement
                .add(" and r.ts = b." + name + "_at")
                .and(filter)
                .add(" order by r.series_id %1$s, r.ordinal %1$s limit 1), ".formatted(order));
    }

    private static String table(Tier tier) {
        return switch (tier) {
            case RAW -> "reading";
            case HOURLY -> "reading_hourly";
            case DAILY -> "reading_daily";
        };
    }

    private static Summary summary(ResultSet row, Bucket bucket, Tier tier) throws SQLException {
        long key = row.getLong(2);
        long count = row.getLong(4);
        double min = row.getDouble(7);
        double max = row.getDouble(8);
        return new Summary(
                row.getInt(1),
                bucket instanceof Bucket.Local local ? local.startOf(key) : key,
                row.getLong(3),
                count,
                row.getDouble(5),
                row.getDouble(6),
                min,
                max,
                deviation(row, tier, count, min, max),
                number(row, 10),
                number(row, 11),
                row.getLong(12),
                row.getLong(13),
                Math.clamp(2 * number(row, 14), min, max),
                Math.clamp(2 * number(row, 15), min, max),
                Math.clamp(2 * number(row, 16), min, max));
    }

    private static double deviation(ResultSet row, Tier tier, long count, double min, double max)
            throws SQLException {
        double spread = number(row, 9);
        if (count < 2 || Math.max(Math.abs(min), Math.abs(max)) >= LARGEST_SQUARED) {
            return Double.NaN;
        }
        if (tier == Tier.RAW) {
            return spread;
        }
        double sum = row.getDouble(5);
        return Math.sqrt(Math.max(0, (spread - sum / count * sum) / (count - 1)));
    }

    /** NaN stands for null. */
    private static double number(ResultSet row, int column) throws SQLException {
        double number = row.getDouble(column);
        return row.wasNull() ? Double.NaN : number;
    }
}
