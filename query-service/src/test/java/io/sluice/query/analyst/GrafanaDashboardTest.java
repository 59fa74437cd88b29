package io.sluice.query.analyst;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.contracts.devices.DeviceState;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import io.sluice.query.RollupsByHand;
import io.sluice.testservers.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The provisioned dashboard, as far as it can be tried without a Grafana. */
@QueryServiceTest
class GrafanaDashboardTest {
    private static final Path GRAFANA = Path.of("../infra/grafana");
    private static final Instant FROM = Instant.parse("2026-01-20T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-01-22T00:00:00Z");

    @Autowired private JdbcTemplate jdbc;

    @Test
    void everyQueryFindsRowsAsTheRoleAnalyst() throws Exception {
        write();
        JdbcTemplate analyst =
                new JdbcTemplate(
                        new DriverManagerDataSource(
                                TestServers.get().jdbcUrl(),
                                "analyst",
                                TestServers.get().password()));
        JsonNode dashboard =
                new ObjectMapper()
                        .readTree(Files.readString(GRAFANA.resolve("dashboards/sluice.json")));
        List<String> queries = new ArrayList<>();
        dashboard
                .path("templating")
                .path("list")
                .forEach(variable -> queries.add(variable.path("query").asString()));
        dashboard.path("panels").forEach(panel -> queries.add(query(panel)));

        assertThat(queries).hasSize(7);
        for (String query : queries) {
            String sql = replaced(query);
            assertThat(sql).doesNotContain("$");
            assertThat(analyst.queryForList(sql)).as(sql).isNotEmpty();
        }
    }

    /** One query for each panel; a time series has a column named time. */
    private static String query(JsonNode panel) {
        assertThat(panel.path("targets").size()).isEqualTo(1);
        JsonNode target = panel.path("targets").get(0);
        String sql = target.path("rawSql").asString();
        if (target.path("format").asString().equals("time_series")) {
            assertThat(sql).contains("as \"time\"");
        }
        return sql;
    }

    /** As Grafana's documentation says it replaces them. */
    private static String replaced(String query) {
        return query.replace("$__timeFrom()", "'" + FROM + "'")
                .replace("$__timeTo()", "'" + TO + "'")
                .replaceAll(
                        "\\$__timeFilter\\((\\w+)\\)", "$1 BETWEEN '" + FROM + "' AND '" + TO + "'")
                .replace("$__unixEpochFrom()", Long.toString(FROM.getEpochSecond()))
                .replace("$__unixEpochTo()", Long.toString(TO.getEpochSecond()))
                .replace("$__interval_ms", "120000")
                .replace("${device:sqlstring}", "'gd''1'")
                .replace("${metric:sqlstring}", "'t'");
    }

    @Test
    void dataSourceIsTheRoleAnalystWithItsPasswordFromTheEnvironment() throws Exception {
        Map<String, List<Map<String, Object>>> file =
                new Yaml()
                        .load(
                                Files.readString(
                                        GRAFANA.resolve("provisioning/datasources/sluice.yaml")));
        assertThat(file.get("datasources"))
                .singleElement()
                .satisfies(source -> {
                    assertThat(source).containsEntry("uid", "sluice");
                    assertThat(source).containsEntry("user", "analyst");
                    assertThat(source)
                            .containsEntry(
                                    "secureJsonData",
                                    Map.of("password", "$SLUICE_ANALYST_PASSWORD"));
                });
        assertThat(Files.readString(GRAFANA.resolve("dashboards/sluice.json")))
                .contains("\"uid\": \"sluice\"");
    }

    private void write() {
        try (ReadingsProducer producer = new ReadingsProducer()) {
            producer.register(
                    DeviceState.newBuilder()
                            .setId("gd'1")
                            .setExpectedIntervalMillis(60_000)
                            .setVersion(1)
                            .build());
            producer.send(
                    message("gd'1", "grafana")
                            .reading("t", FROM.plusSeconds(60), 1)
                            .reading("t", FROM.plusSeconds(120), 0, 2, 2));
        }
        await().untilAsserted(() -> {
            assertThat(jdbc.queryForList("select id from device where id = 'gd''1'")).hasSize(1);
            assertThat(
                            jdbc.queryForList(
                                    "select from reading r join series s on s.id = r.series_id"
                                            + " where device_id = 'gd''1'"))
                    .hasSize(2);
            assertThat(
                            jdbc.queryForList(
                                    "select from rollup_mark m join series s on s.id = m.series_id"
                                            + " where device_id = 'gd''1'"))
                    .isEmpty();
        });
        int series =
                Objects.requireNonNull(
                        jdbc.queryForObject(
                                "select id from series where device_id = 'gd''1'", Integer.class));
        RollupsByHand.make(jdbc, series, TO);
    }
}
