package io.sluice.query.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.query.Api;
import io.sluice.query.writing.TimePartitions;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Readings as the writer leaves them, with their marks, and what becomes of them. */
final class KeptReadings {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final JdbcTemplate jdbc;
    private final TimePartitions partitions;
    private final Api api;

    KeptReadings(JdbcTemplate jdbc, TimePartitions partitions, Api api) {
        this.jdbc = jdbc;
        this.partitions = partitions;
        this.api = api;
    }

    int series(String device, String metric) {
        return Objects.requireNonNull(
                jdbc.queryForObject(
                        """
                        insert into series (device_id, metric, unit) values (?, ?, 'Cel')
                        on conflict (device_id, metric) do update set unit = excluded.unit returning id
                        """,
                        Integer.class,
                        device,
                        metric));
    }

    /** Writes a reading and waits for its rollup. */
    void write(int series, String time, double value) {
        writeUnmarked(series, time, 0, value, 0);
        mark(series, time);
        awaitRollups();
    }

    void writeUnmarked(int series, String time, int ordinal, double value, int quality) {
        Instant instant = Instant.parse(time);
        partitions.forget();
        partitions.ensure(Set.of(LocalDate.ofInstant(instant, ZoneOffset.UTC)));
        jdbc.update(
                "insert into reading (series_id, ts, ordinal, value, quality) values (?, ?, ?, ?,"
                        + " ?)",
                series,
                instant.atOffset(ZoneOffset.UTC),
                ordinal,
                value,
                quality);
    }

    void mark(int series, String time) {
        jdbc.update(
                """
                insert into rollup_mark (hour, since, series_id)
                values (date_bin('1 hour', ?::timestamptz, timestamptz 'epoch'), ?::timestamptz, ?)
                """,
                time,
                time,
                series);
    }

    void awaitRollups() {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        jdbc.queryForObject(
                                                "select count(*) from rollup_mark", Long.class))
                                .isZero());
    }

    void policy(String name, String json) {
        Api.Answer answer =
                api.send(
                        api.request("/api/v1/retention/policies/" + name)
                                .PUT(HttpRequest.BodyPublishers.ofString(json))
                                .header("Content-Type", "application/json"));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    void endPolicies() {
        jdbc.update("delete from retention_policy where name <> 'default'");
    }

    Api.Answer post(String path, String json) {
        return api.send(
                api.request(path)
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .header("Content-Type", "application/json"));
    }

    /** Runs the retention and waits for the end; what it has on record. */
    JsonNode run() {
        long[] id = new long[1];
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    Api.Answer begun =
                            api.send(
                                    api.request("/api/v1/retention/runs")
                                            .POST(HttpRequest.BodyPublishers.noBody()));
                    assertThat(begun.status()).isEqualTo(202);
                    id[0] = begun.body().path("id").asLong();
                });
        JsonNode ended =
                await().atMost(PATIENCE)
                        .until(() -> record(id[0]), record -> record.has("finished_at"));
        assertThat(ended.has("failure")).as(ended.toString()).isFalse();
        return ended;
    }

    private JsonNode record(long id) {
        return api.get("/api/v1/retention/runs?limit=5").body().path("runs").values().stream()
                .filter(run -> run.path("id").asLong() == id)
                .findFirst()
                .orElseThrow();
    }

    long raw(int series) {
        return count("reading", series);
    }

    long count(String table, int series) {
        return Objects.requireNonNull(
                jdbc.queryForObject(
                        "select count(*) from " + table + " where series_id = ?",
                        Long.class,
                        series));
    }

    /** All readings of a series, each in one text. */
    List<String> readings(int series) {
        return jdbc.query(
                """
                select concat_ws(' ', extract(epoch from ts), ordinal, value, quality) from reading
                where series_id = ? order by ts, ordinal
                """,
                (result, _) -> result.getString(1),
                series);
    }

    /** The rollups of a series, each in one text, but for their versions. */
    List<String> rollups(String tier, int series) {
        return jdbc.query(
                """
                select concat_ws(' ', extract(epoch from bucket), count, sum, sum_squares, min, max, first, last, raw_gone)
                from reading_%s where series_id = ? order by bucket
                """
                        .formatted(tier),
                (result, _) -> result.getString(1),
                series);
    }

    boolean hasPartition(String name) {
        return jdbc.queryForObject("select to_regclass(?)::text", String.class, name) != null;
    }
}
