package io.sluice.query;

import io.sluice.testservers.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves tests out, and says so, on a server on which TimescaleDB can't be created. */
public final class TimescaleIsThere implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        TestServers servers = TestServers.get();
        try (Connection connection =
                        DriverManager.getConnection(
                                servers.jdbcUrl(), "postgres", servers.password());
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "select from pg_available_extensions where name = 'timescaledb'")) {
            return result.next()
                    ? ConditionEvaluationResult.enabled("TimescaleDB can be created")
                    : ConditionEvaluationResult.disabled(
                            "TimescaleDB is not in this server's pg_available_extensions");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
