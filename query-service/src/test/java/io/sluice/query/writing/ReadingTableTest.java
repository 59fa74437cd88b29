package io.sluice.query.writing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.query.QueryServiceTest;
import io.sluice.testservers.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

@QueryServiceTest
class ReadingTableTest {
    private static final String AS_IF_CREATED_LATER =
            """
            insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
            select 1, 'timescaledb', extowner, extnamespace, false, '2' from pg_extension where extname = 'plpgsql'
            """;

    /** The table stays what it was made as. */
    @Test
    void extensionThatIsCreatedLaterDoesNotEndNativePartitions() throws SQLException {
        TestServers servers = TestServers.get();
        try (Connection connection =
                        DriverManager.getConnection(
                                servers.jdbcUrl(), "postgres", servers.password());
                Statement statement = connection.createStatement()) {
            assumeTrue(isPartitioned(statement), "the table is a hypertable on this server");
            connection.setAutoCommit(false);
            statement.execute("set local search_path = query");
            statement.execute("set local allow_system_table_mods = on");
            statement.execute(AS_IF_CREATED_LATER);

            assertThat(PostgresReadingTableMigration.hasNativePartitions(connection)).isTrue();

            connection.rollback();
        }
    }

    private static boolean isPartitioned(Statement statement) throws SQLException {
        try (ResultSet result =
                statement.executeQuery(
                        "select from pg_partitioned_table where partrelid ="
                                + " 'query.reading'::regclass")) {
            return result.next();
        }
    }
}
