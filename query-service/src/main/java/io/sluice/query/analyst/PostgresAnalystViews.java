package io.sluice.query.analyst;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes the views for analysts after the migrations, where somebody has made a schema {@code
 * analyst} for them. The service's own role can make neither the schema nor the role that reads
 * them, and both may be added when the migrations have long run: so this looks at each start. The
 * views are made anew when their text has changed, which the comment on the schema tells.
 */
@Component
final class PostgresAnalystViews implements Callback {
    private static final Logger log = LoggerFactory.getLogger(PostgresAnalystViews.class);

    /** One instance at a time looks; an arbitrary number that stands for that. */
    private static final long LOCK = 7_203_114_906L;

    private static final String LOCK_OTHERS_OUT =
            "set local lock_timeout = '5s'; select pg_advisory_xact_lock(" + LOCK + ")";

    private static final String SCHEMA =
            """
            select coalesce(obj_description(oid, 'pg_namespace'), '') from pg_namespace
            where nspname = 'analyst' and has_schema_privilege(oid, 'create')
            """;
    private static final String ROLE = "select from pg_roles where rolname = 'analyst'";
    private static final String ROLE_HAS_NO_RIGHTS =
            """
            select from pg_roles
            where rolname = 'analyst' and not has_schema_privilege(oid, 'analyst', 'usage')
            """;
    private static final String GRANT =
            "grant usage on schema analyst to analyst;"
                    + " grant select on all tables in schema analyst to analyst";

    private final String script;

    PostgresAnalystViews() {
        this.script = read();
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public String getCallbackName() {
        return "views for analysts";
    }

    /** Readings are stored and answered also where this fails. */
    @Override
    public void handle(Event event, Context context) {
        try (Connection connection = context.getConfiguration().getDataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(LOCK_OTHERS_OUT);
                makeViews(statement);
                connection.commit();
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            log.error("the views for analysts stay as they were", e);
        }
    }

    private void makeViews(Statement statement) throws SQLException {
        Optional<String> comment = first(statement, SCHEMA);
        if (comment.isEmpty()) {
            log.info("there is no schema 'analyst' to make views in for analysts");
            return;
        }
        String wanted = "made of " + digest(script);
        boolean made = !comment.get().equals(wanted);
        if (made) {
            for (String part : script.split("\n-- ---\n", -1)) {
                statement.execute(part);
            }
            statement.execute("comment on schema analyst is '" + wanted + "'");
            log.info("made the views for analysts");
        }
        if (has(statement, ROLE_HAS_NO_RIGHTS) || (made && has(statement, ROLE))) {
            statement.execute(GRANT);
        }
    }

    private static Optional<String> first(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? Optional.of(result.getString(1)) : Optional.empty();
        }
    }

    private static boolean has(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            return result.next();
        }
    }

    private static String read() {
        try (InputStream text =
                PostgresAnalystViews.class.getResourceAsStream("/db/analyst/views.sql")) {
            return new String(
                    Objects.requireNonNull(text, "views.sql").readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
