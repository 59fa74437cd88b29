package io.sluice.query.rollup;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import io.sluice.testservers.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** How the database goes about what the refresher asks for. */
@QueryServiceTest
class RollupPlanTest {
    private static final int DAYS = 6;
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @Autowired private JdbcTemplate jdbc;

    @Test
    void onlyThePartitionsOfTheMarkedHoursAreReadAndByTheirIndex() throws SQLException {
        try (ReadingsProducer producer = new ReadingsProducer()) {
            for (int series = 0; series < 20; series++) {
                ReadingsProducer.Message message = message("rolled-" + series, "plan");
                for (int i = 0; i < DAYS * 24 * 4; i++) {
                    message.reading("t", midnight(0).plusMinutes(15L * i).toInstant(), i);
                }
                producer.send(message);
            }
            new RollupTables(jdbc, "rolled-%").awaitRefreshed(20 * DAYS * 24 * 4);
        }
        List<JsonNode> scans = scans(plan(midnight(2), midnight(4)));
        assumeTrue(
                scans.stream().noneMatch(scan -> relation(scan).startsWith("_hyper")),
                "the partitions of a hypertable have other names");

        assertThat(scans.stream().map(RollupPlanTest::relation).filter(RollupPlanTest::isPartition))
                .isNotEmpty()
                .allMatch(List.of(partition(2), partition(3))::contains);
        assertThat(scans)
                .filteredOn(scan -> !relation(scan).equals("refreshed_hour"))
                .extracting(scan -> scan.path("Node Type").asString())
                .isNotEmpty()
                .allMatch(type -> type.equals("Index Scan"));
    }

    /** Of all hours of all series from one time to another. */
    private static JsonNode plan(OffsetDateTime from, OffsetDateTime until) throws SQLException {
        TestServers servers = TestServers.get();
        try (Connection connection =
                        DriverManager.getConnection(
                                servers.jdbcUrl(), "query", servers.password());
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = query");
            statement.execute(PostgresRollupStatements.SETTINGS);
            connection.setAutoCommit(false);
            statement.execute(PostgresRollupStatements.CREATE_REFRESHED_HOUR);
            statement.execute(
                    "insert into refreshed_hour select hour, hour, id from series,"
                            + " generate_series(timestamptz '"
                            + from
                            + "', timestamptz '"
                            + until
                            + "' - interval '1 hour', interval '1 hour') as hour where device_id"
                            + " like 'rolled-%'");
            try (PreparedStatement explain =
                    connection.prepareStatement(
                            "explain (format json) " + PostgresRollupStatements.REFRESH_HOURS)) {
                explain.setObject(1, from);
                explain.setObject(2, until);
                explain.setLong(3, 1);
                try (ResultSet result = explain.executeQuery()) {
                    result.next();
                    return new ObjectMapper().readTree(result.getString(1));
                }
            } finally {
                connection.rollback();
            }
        }
    }

    private static List<JsonNode> scans(JsonNode plan) {
        return plan.findParents("Relation Name").stream()
                .filter(node -> node.path("Node Type").asString().endsWith("Scan"))
                .toList();
    }

    private static String relation(JsonNode scan) {
        return scan.path("Relation Name").asString();
    }

    private static boolean isPartition(String relation) {
        return relation.matches("reading_\\d+");
    }

    private String partition(int day) {
        return "reading_" + today.plusDays(day).format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    private OffsetDateTime midnight(int day) {
        return today.plusDays(day).atStartOfDay().atOffset(ZoneOffset.UTC);
    }
}
