package io.sluice.query.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.query.Api;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.writing.TimePartitions;
import io.sluice.testservers.TestServers;
import java.net.http.HttpRequest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

@QueryServiceTest
class RetentionApiTest {
    @LocalServerPort private int port;

    @Autowired private JdbcTemplate jdbc;
    @Autowired private TimePartitions partitions;

    private Api api;
    private KeptReadings kept;

    @BeforeEach
    void connect() {
        api = new Api(port);
        kept = new KeptReadings(jdbc, partitions, api);
    }

    @AfterEach
    void endPolicies() {
        kept.endPolicies();
    }

    @Test
    void partitionGoesAsAWholeAndItsRollupsStay() {
        int series = kept.series("ret1", "ret-whole");
        kept.write(series, "1991-03-05T10:00:00Z", 1);
        kept.write(series, "1991-03-05T10:30:00Z", 3);
        kept.write(series, "1991-03-06T11:00:00Z", 5);
        kept.policy("whole", "{\"metric_pattern\":\"ret-whole\",\"raw\":\"P30D\"}");

        JsonNode run = kept.run();

        assertThat(run.has("failure")).as(run.toString()).isFalse();
        assertThat(actions(run))
                .containsExactly(
                        "raw drop_partition whole 1991-03-01T00:00:00Z 1991-04-01T00:00:00Z 1 3");
        assertThat(kept.raw(series)).isZero();
        assertThat(kept.hasPartition("reading_199103")).isFalse();
        assertThat(kept.rollups("hourly", series)).hasSize(2).allMatch(row -> row.endsWith(" t"));
        assertThat(kept.rollups("daily", series)).hasSize(2);
        assertThat(actions(kept.run())).isEmpty();
    }

    @Test
    void rowsGoWhereOthersInThePartitionStay() {
        int going = kept.series("ret2", "ret-rows");
        int staying = kept.series("ret2", "ret-stays");
        kept.write(going, "1991-05-05T10:00:00Z", 1);
        kept.write(going, "1991-05-07T10:00:00Z", 2);
        kept.write(staying, "1991-05-06T10:00:00Z", 3);
        kept.policy("rows", "{\"metric_pattern\":\"ret-ro*\",\"raw\":\"P1Y\"}");

        assertThat(actions(kept.run()))
                .containsExactly(
                        "raw delete_rows rows 1991-05-05T00:00:00Z 1991-05-08T00:00:00Z 1 2");
        assertThat(kept.raw(going)).isZero();
        assertThat(kept.raw(staying)).isOne();
        assertThat(kept.rollups("hourly", going)).hasSize(2).allMatch(row -> row.endsWith(" t"));
        assertThat(kept.rollups("hourly", staying)).allMatch(row -> row.endsWith(" f"));
    }

    @Test
    void lateReadingIsAddedToWhatTheHourWas() {
        int series = kept.series("ret3", "ret-late");
        kept.write(series, "1991-07-05T10:00:00Z", 1);
        kept.policy("late", "{\"metric_pattern\":\"ret-late\",\"raw\":\"P30D\"}");
        kept.run();

        kept.write(series, "1991-07-05T10:30:00Z", 3);

        assertThat(kept.rollups("hourly", series))
                .containsExactly("678708000.000000 2 4 10 1 3 1 3 t");
        assertThat(kept.rollups("daily", series)).first().asString().contains(" 2 4 10 1 3 1 3 ");
        assertThat(actions(kept.run()))
                .containsExactly(
                        "raw drop_partition late 1991-07-01T00:00:00Z 1991-08-01T00:00:00Z 1 1");
        assertThat(kept.raw(series)).isZero();
        assertThat(kept.count("reading_hourly_base", series)).isZero();
        assertThat(kept.rollups("hourly", series))
                .containsExactly("678708000.000000 2 4 10 1 3 1 3 t");
    }

    @Test
    void hoursThatAreNotRolledUpYetAreLeft() throws SQLException {
        int series = kept.series("ret4", "ret-marked");
        kept.write(series, "1991-09-05T10:00:00Z", 1);
        kept.policy("marked", "{\"metric_pattern\":\"ret-marked\",\"raw\":\"P30D\"}");
        try (Connection refresher = connect("select pg_advisory_lock(7203114901)")) {
            kept.writeUnmarked(series, "1991-09-05T10:01:00Z", 0, 2, 0);
            kept.mark(series, "1991-09-05T10:01:00Z");

            assertThat(actions(kept.run()))
                    .containsExactly(
                            "raw leave marked 1991-09-01T00:00:00Z 1991-10-01T00:00:00Z 1 1");
            assertThat(refresher.isValid(1)).isTrue();
        }
        assertThat(kept.raw(series)).isEqualTo(2);

        kept.awaitRollups();
        kept.run();
        assertThat(kept.raw(series)).isZero();
        assertThat(kept.rollups("hourly", series)).first().asString().contains(" 2 3 5 1 2 1 2 t");
    }

    @Test
    void readingsThatNoRollupCountsAreLeftAndMarked() {
        int series = kept.series("ret5", "ret-uncounted");
        kept.write(series, "1991-11-05T10:00:00Z", 1);
        kept.writeUnmarked(series, "1991-11-05T12:00:00Z", 0, 2, 0);
        kept.policy("uncounted", "{\"metric_pattern\":\"ret-uncounted\",\"raw\":\"P30D\"}");

        assertThat(actions(kept.run()))
                .containsExactly(
                        "raw leave uncounted 1991-11-01T00:00:00Z 1991-12-01T00:00:00Z 1 1");
        kept.awaitRollups();
        kept.run();

        assertThat(kept.raw(series)).isZero();
        assertThat(kept.rollups("hourly", series)).hasSize(2);
    }

    @Test
    void partitionThatIsBeingWrittenToIsLeft() throws SQLException {
        int series = kept.series("ret6", "ret-busy");
        kept.write(series, "1992-01-05T10:00:00Z", 1);
        kept.policy("busy", "{\"metric_pattern\":\"ret-busy\",\"raw\":\"P30D\"}");
        try (Connection writer = connect("select 1")) {
            writer.setAutoCommit(false);
            try (Statement statement = writer.createStatement()) {
                statement.execute(
                        "insert into query.reading (series_id, ts, ordinal, value, quality)"
                                + " values ("
                                + series
                                + ", '1992-01-05T10:01:00Z', 0, 2, 0)");
                statement.execute(
                        "insert into query.rollup_mark (hour, since, series_id) values"
                                + " ('1992-01-05T10:00:00Z', '1992-01-05T10:01:00Z', "
                                + series
                                + ")");
            }

            JsonNode run = kept.run();

            assertThat(actions(run))
                    .containsExactly(
                            "raw leave busy 1992-01-01T00:00:00Z 1992-02-01T00:00:00Z 1 1");
            assertThat(run.path("actions").get(0).path("detail").asString()).contains("in use");
            writer.commit();
        }
        kept.awaitRollups();
        kept.run();
        assertThat(kept.raw(series)).isZero();
        assertThat(kept.rollups("hourly", series)).first().asString().contains(" 2 3 5 1 2 1 2 t");
    }

    @Test
    void rollupsGoByTheirOwnAgeAndALateReadingIsAddedToTheDay() {
        int series = kept.series("ret7", "ret-tiers");
        kept.write(series, "1992-03-05T10:00:00Z", 1);
        kept.write(series, "1992-03-05T11:00:00Z", 3);
        kept.policy(
                "tiers", "{\"metric_pattern\":\"ret-tiers\",\"raw\":\"P30D\",\"hourly\":\"P1Y\"}");

        assertThat(actions(kept.run()))
                .element(1)
                .asString()
                .startsWith("hourly delete_rows tiers 1992-03-05T10:00:00Z ")
                .endsWith(" 1 2");
        assertThat(kept.count("reading_hourly", series)).isZero();
        assertThat(kept.rollups("daily", series)).first().asString().contains(" 2 4 10 1 3 1 3 t");

        kept.write(series, "1992-03-05T12:00:00Z", 5);
        assertThat(kept.rollups("daily", series)).first().asString().contains(" 3 9 35 1 5 1 5 t");
        kept.run();
        assertThat(kept.count("reading_hourly", series)).isZero();
        assertThat(kept.rollups("daily", series)).first().asString().contains(" 3 9 35 1 5 1 5 t");

        kept.policy(
                "tiers",
                "{\"metric_pattern\":\"ret-tiers\",\"raw\":\"P30D\",\"hourly\":\"P1Y\",\"daily\":\"P2Y\"}");
        kept.run();
        assertThat(kept.count("reading_daily", series)).isZero();
    }

    @Test
    void dryRunTellsWhatTheRunDoesAndChangesNothing() {
        int whole = kept.series("ret8", "ret-dry-a");
        int rows = kept.series("ret8", "ret-dry-b");
        int staying = kept.series("ret8", "ret-stays");
        kept.write(whole, "1992-05-05T10:00:00Z", 1);
        kept.write(rows, "1992-07-05T10:00:00Z", 1);
        kept.write(staying, "1992-07-05T10:00:00Z", 1);
        String policy =
                "\"metric_pattern\":\"ret-dry-*\",\"raw\":\"P30D\",\"hourly\":\"P60D\",\"archive\":true}";

        JsonNode tried =
                kept.post(
                                "/api/v1/retention/dry-run",
                                "{\"policies\":[{\"name\":\"dry\"," + policy + "]}")
                        .body();
        assertThat(actions(tried)).hasSize(5);
        assertThat(actions(kept.post("/api/v1/retention/dry-run", "").body())).isEmpty();
        kept.policy("dry", "{" + policy);
        JsonNode dry = kept.post("/api/v1/retention/dry-run", "").body();
        assertThat(kept.raw(whole) + kept.raw(rows)).isEqualTo(2);

        assertThat(actions(dry)).isEqualTo(actions(tried)).isEqualTo(actions(kept.run()));
        assertThat(kept.raw(whole) + kept.raw(rows)).isZero();
        assertThat(kept.raw(staying)).isOne();
    }

    @Test
    void policyOfALabelIsForItsDevices() {
        int labelled = kept.series("ret9", "ret-label");
        int other = kept.series("ret10", "ret-label");
        jdbc.update(
                "insert into device (id, labels, version) values ('ret9',"
                        + " '{\"site\":\"kept-short\"}', 1) on conflict do nothing");
        kept.write(labelled, "1992-09-05T10:00:00Z", 1);
        kept.write(other, "1992-09-05T10:00:00Z", 1);
        kept.policy(
                "label", "{\"label\":\"site\",\"label_value\":\"kept-short\",\"raw\":\"PT24H\"}");

        kept.run();

        assertThat(kept.raw(labelled)).isZero();
        assertThat(kept.raw(other)).isOne();
    }

    @Test
    void policiesArePutShownAndDeleted() {
        kept.policy(
                "shown",
                "{\"priority\":7,\"label\":\"a\",\"label_value\":\"b\",\"metric_pattern\":\"c*\","
                    + "\"raw\":\"PT36H\",\"hourly\":\"P1Y6M\",\"daily\":\"P5Y\",\"archive\":true}");

        JsonNode first = api.get("/api/v1/retention/policies").body().path("policies").get(0);
        assertThat(first.path("name").asString()).isEqualTo("shown");
        assertThat(first.path("raw").asString()).isEqualTo("PT36H");
        assertThat(first.path("hourly").asString()).isEqualTo("P1Y6M");
        assertThat(first.path("archive").asBoolean()).isTrue();
        assertThat(delete("shown").status()).isEqualTo(204);
        assertThat(delete("shown").code()).isEqualTo("unknown_policy");
        assertThat(delete("default").code()).isEqualTo("invalid_policy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"raw\":\"PT23H\"}",
                "{\"raw\":\"30 days\"}",
                "{\"raw\":\"P1D'; drop table reading; --\"}",
                "{\"raw\":\"P999999Y\"}",
                "{\"raw\":\"-P1D\"}",
                "{\"raw\":\"P\"}",
                "{\"raw\":[]}",
                "{\"raw\":\"P30D\",\"hourly\":\"P29D\"}",
                "{\"hourly\":\"P30D\"}",
                "{\"raw\":\"P1D\",\"daily\":\"P30D\"}",
                "{\"label_value\":\"x\"}",
                "{\"metric_pattern\":\"\"}",
                "{\"metric_pattern\":\"a\\u0000\"}",
                "{\"metric_patern\":\"misspelled\"}",
                "{\"priority\":\"high\"}",
                "{\"name\":\"other\"}",
                "[]",
                "7",
            })
    void policyThatMakesNoSenseIsRefused(String json) {
        Api.Answer answer =
                api.send(
                        api.request("/api/v1/retention/policies/bad")
                                .PUT(HttpRequest.BodyPublishers.ofString(json))
                                .header("Content-Type", "application/json"));

        assertThat(answer.status()).as(json).isEqualTo(400);
        assertThat(answer.code()).as(json).isEqualTo("invalid_policy");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, policies/Bad%20Name, {}, invalid_policy",
        "PUT, policies/default, '{\"metric_pattern\":\"x\"}', invalid_policy",
        "PUT, policies/bad, {, malformed_json",
        "POST, dry-run, {}, invalid_policy",
        "POST, dry-run, '{\"policies\":[{}]}', invalid_policy",
        "GET, runs?limit=0, '', invalid_limit",
        "GET, runs?limit=x, '', invalid_parameter",
        "GET, archives?from=noon, '', invalid_time",
        "GET, archives?from=2026-01-02&to=2026-01-01, '', invalid_range",
        "GET, archives?limit=0, '', invalid_limit",
        "POST, archives/0/restore, '', unknown_archive",
        "POST, archives/x/restore, '', invalid_parameter",
    })
    void badInputHasACode(String method, String path, String json, String code) {
        Api.Answer answer =
                api.send(
                        api.request("/api/v1/retention/" + path)
                                .method(method, HttpRequest.BodyPublishers.ofString(json))
                                .header("Content-Type", "application/json"));

        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isBetween(400, 404);
    }

    private Api.Answer delete(String name) {
        return api.send(api.request("/api/v1/retention/policies/" + name).DELETE());
    }

    private static List<String> actions(JsonNode run) {
        List<String> actions = new ArrayList<>();
        for (JsonNode action : run.path("actions")) {
            List<String> words = new ArrayList<>();
            for (String field :
                    List.of("tier", "action", "policy", "from", "until", "series", "rows")) {
                words.add(action.path(field).asString(""));
            }
            actions.add(String.join(" ", words));
        }
        return actions;
    }

    private static Connection connect(String first) throws SQLException {
        TestServers servers = TestServers.get();
        Connection connection =
                DriverManager.getConnection(servers.jdbcUrl(), "postgres", servers.password());
        try (Statement statement = connection.createStatement()) {
            statement.execute(first);
        }
        return connection;
    }
}
