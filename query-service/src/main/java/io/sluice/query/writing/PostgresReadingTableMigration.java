package io.sluice.query.writing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
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

    private static final String SCHEMA_OF_TIMESCALE =
            """
            select quote_ident(nspname) from pg_extension e join pg_namespace n on n.oid = e.extnamespace
            where extname = 'timescaledb'
            """;

    private static final String NATIVE_PARTITIONS =
            "select from pg_partitioned_table where partrelid = 'reading'::regclass";

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
            Optional<String> timescale = schemaOfTimescale(statement);
            if (timescale.isPresent()) {
                statement.execute(TABLE);
                // With the schema named: the search path holds none but the service's own.
                statement.execute(
                        "select %1$s.create_hypertable('reading', %1$s.by_range('ts', interval '1 day'))"
                                .formatted(timescale.get()));
            } else {
                statement.execute(TABLE + " partition by range (ts)");
            }
        }
    }

    /**
     * Tells what the table was made as: a hypertable has no native partitions. The extension does
     * not tell; it may have been created after the table.
     */
    static boolean hasNativePartitions(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(NATIVE_PARTITIONS)) {
            return result.next();
        }
    }

    /** The schema that the functions of the extension are in, if there is the extension. */
    private static Optional<String> schemaOfTimescale(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery(SCHEMA_OF_TIMESCALE)) {
            return result.next() ? Optional.of(result.getString(1)) : Optional.empty();
        }
    }
}
