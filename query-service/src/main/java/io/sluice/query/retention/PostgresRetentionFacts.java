package io.sluice.query.retention;

import io.sluice.query.archive.PostgresArchivePool;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/** What a plan is made from, as the database has it. */
final class PostgresRetentionFacts {
    private static final String SERIES =
            "select s.id, s.metric, d.labels::text from series s left join device d on d.id ="
                    + " s.device_id";

    /** By the rollups: they know which hours still have readings, and how many. */
    private static final String RAW_TO_GO =
            """
            with kept as (select * from unnest(?::int[], ?::text[]::timestamptz[]) as k (series_id, cutoff)),
            hours as (
                select h.series_id, h.bucket, h.count as rows
                from kept k join reading_hourly h
                    on h.series_id = k.series_id and h.bucket < k.cutoff and not h.raw_gone
                union all
                select h.series_id, h.bucket, h.count - b.count
                from kept k join reading_hourly_base b on b.series_id = k.series_id and b.bucket < k.cutoff
                    join reading_hourly h on h.series_id = b.series_id and h.bucket = b.bucket
            )
            select series_id, date_trunc('day', bucket, 'UTC'), sum(rows)::bigint
            from hours group by 1, 2 order by 2, 1
            """;

    private static final String UNFINISHED =
            "select count(distinct (series_id, hour)) from rollup_mark where hour >= ? and hour <"
                    + " ?";

    private final JdbcTemplate jdbc;
    private final RawPartitions partitions;
    private final PostgresSeriesInRange seriesInRange;
    private final ObjectMapper mapper;

    PostgresRetentionFacts(
            PostgresArchivePool pool, RawPartitions partitions, ObjectMapper mapper) {
        this.jdbc = pool.jdbc();
        this.partitions = partitions;
        this.seriesInRange = new PostgresSeriesInRange(pool.jdbc());
        this.mapper = mapper;
    }

    /** All series with the labels of their devices. */
    List<RetainedSeries> series() {
        return jdbc.query(
                SERIES,
                (result, _) ->
                        new RetainedSeries(result.getInt(1), result.getString(2), labels(result)));
    }

    private Map<String, String> labels(ResultSet result) throws SQLException {
        String json = result.getString(3);
        return json == null ? Map.of() : mapper.readValue(json, new TypeReference<>() {});
    }

    /** The partitions that have readings which may go, oldest first. */
    List<PartitionContents> partitions(RetentionCutoffs cutoffs) {
        List<PartitionContents.RawToGo> days = rawToGo(cutoffs);
        List<PartitionContents> contents = new ArrayList<>();
        for (Partition partition : days.isEmpty() ? List.<Partition>of() : partitions.all()) {
            List<PartitionContents.RawToGo> inIt =
                    days.stream().filter(day -> partition.contains(day.from())).toList();
            if (!inIt.isEmpty()) {
                contents.add(
                        new PartitionContents(
                                partition,
                                inIt,
                                seriesInRange.find(partition.from(), partition.until()),
                                unfinishedHours(partition)));
            }
        }
        return contents;
    }

    private List<PartitionContents.RawToGo> rawToGo(RetentionCutoffs cutoffs) {
        List<Integer> series = new ArrayList<>();
        List<String> until = new ArrayList<>();
        for (List<Integer> ids : cutoffs.seriesByPolicy().values()) {
            for (int id : ids) {
                Optional<Instant> cutoff = cutoffs.raw(id);
                cutoff.ifPresent(at -> {
                    series.add(id);
                    until.add(at.toString());
                });
            }
        }
        return jdbc.query(
                RAW_TO_GO,
                (result, _) -> {
                    Instant day = instant(result, 2);
                    return new PartitionContents.RawToGo(
                            result.getInt(1), day, day.plus(1, ChronoUnit.DAYS), result.getLong(3));
                },
                series.stream().mapToInt(Integer::intValue).toArray(),
                until.toArray(String[]::new));
    }

    private long unfinishedHours(Partition partition) {
        Long hours =
                jdbc.queryForObject(
                        UNFINISHED,
                        Long.class,
                        partition.from().atOffset(ZoneOffset.UTC),
                        partition.until().atOffset(ZoneOffset.UTC));
        return hours == null ? 0 : hours;
    }

    /** The rollups that may go by each policy. */
    List<RollupsToGo> rollups(RetentionCutoffs cutoffs) {
        List<RollupsToGo> found = new ArrayList<>();
        for (Tier tier : List.of(Tier.HOURLY, Tier.DAILY)) {
            cutoffs.seriesByPolicy()
                    .forEach((name, series) -> {
                        RetentionPolicy policy = cutoffs.policyOf(series.getFirst()).orElseThrow();
                        cutoffs.rollups(policy, tier)
                                .flatMap(cutoff -> rollups(tier, name, series, cutoff))
                                .ifPresent(found::add);
                    });
        }
        return found;
    }

    private Optional<RollupsToGo> rollups(
            Tier tier, String policy, List<Integer> series, Instant cutoff) {
        return jdbc
                .query(
                        "select min(bucket), count(distinct series_id), count(*) from reading_"
                                + tier.text()
                                + " where series_id = any (?) and bucket < ?",
                        (result, _) ->
                                new RollupsToGo(
                                        tier,
                                        policy,
                                        result.getLong(3) == 0 ? cutoff : instant(result, 1),
                                        cutoff,
                                        result.getLong(2),
                                        result.getLong(3)),
                        series.stream().mapToInt(Integer::intValue).toArray(),
                        cutoff.atOffset(ZoneOffset.UTC))
                .stream()
                .filter(one -> one.rows() > 0)
                .findFirst();
    }

    /** Partitions that end before some policy lets readings go, and may be empty. */
    List<Partition> old(RetentionCutoffs cutoffs) {
        Set<Instant> latest = new HashSet<>();
        cutoffs.seriesByPolicy()
                .values()
                .forEach(ids -> cutoffs.raw(ids.getFirst()).ifPresent(latest::add));
        return latest.stream()
                .max(Instant::compareTo)
                .map(cutoff ->
                        partitions.all().stream()
                                .filter(partition -> !partition.until().isAfter(cutoff))
                                .toList())
                .orElse(List.of());
    }

    private static Instant instant(ResultSet result, int column) throws SQLException {
        return result.getObject(column, OffsetDateTime.class).toInstant();
    }
}
