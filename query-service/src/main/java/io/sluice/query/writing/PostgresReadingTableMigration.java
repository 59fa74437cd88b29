package io.sluice.query.writing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * Makes the table {@code reading}: a hypertable where the database has the TimescaleDB extension,
 * native partitions by time where it has not. The columns are in the order that takes the least
 * room.
 */
final class PostgresReadingTableMigration implements JavaMigration {
    private static final String TABLE =
            """
            create table reading (
                ts timestamptz not null,
                value double precision not null,
                series_id int not null,
                ordinal smallint not null,
                quality smallint not null,
                primary key (series_id, ts, ordinal)
            )\
            """;

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("2");
    }

    @Override
    public String getDescription() {
        return "reading table";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        try (Statement statement = connection.createStatement()) {
            if (hasTimescale(connection)) {
                statement.execute(TABLE);
                statement.execute(
                        "select create_hypertable('reading', by_range('ts', interval '1 day'))");
            } else {
                statement.execute(TABLE + " partition by range (ts)");
            }
        }
    }

    static boolean hasTimescale(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "select 1 from pg_extension where extname = 'timescaledb'")) {
            return result.next();
        }
    }
}
