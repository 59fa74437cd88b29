package io.sluice.coordinator.model;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code model_version}. */
@Component
final class PostgresModelVersions {
    private static final String SELECT =
            """
            select v.*, coalesce(o.succeeded, 0) as succeeded, coalesce(o.failed, 0) as failed
            from model_version v left join model_outcome o using (name, version)
            """;
    private static final String FIND = SELECT + " where name = ? and version = ?";
    private static final String OF_MODEL = SELECT + " where name = ? order by created_at, version";
    private static final String IS_MODEL = "select exists (select from model where name = ?)";
    private static final String BEGIN =
            """
            insert into model_version (name, version, sha256, size, state, description, created_at)
            values (?, ?, ?, ?, 'uploading', ?, clock_timestamp()) on conflict do nothing
            """;

    /**
     * Of two who append at the same offset the second one waits for the first, and does nothing.
     */
    private static final String APPEND =
            """
            update model_version set received = received + ?
            where name = ? and version = ? and state = 'uploading'
                and received = ? and received + ? <= size
            returning upload
            """;

    private static final String FINISH =
            """
            update model_version
            set state = 'ready', inputs = ?::jsonb, outputs = ?::jsonb, ready_at = clock_timestamp()
            where upload = ? and state = 'uploading' and received = size
            """;
    private static final String LOCK =
            "select upload from model_version where upload = ? for update";
    private static final String RESTART =
            """
            update model_version set received = 0, upload = nextval('model_upload')
            where upload = ? and state = 'uploading'
            """;
    private static final String REMOVE_CHUNKS = "delete from model_chunk where upload = ?";
    private static final String REMOVE =
            "delete from model_version where name = ? and version = ? and upload = ?";

    private static final TypeReference<List<ModelValue>> VALUES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    PostgresModelVersions(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Whether it was not there. */
    boolean begin(ModelVersionId id, ModelDescription description) {
        return jdbc.sql(BEGIN)
                        .params(
                                id.model(),
                                id.version(),
                                HexFormat.of().parseHex(description.sha256()),
                                description.size())
                        .param(description.text())
                        .update()
                > 0;
    }

    Optional<ModelVersion> find(ModelVersionId id) {
        return jdbc.sql(FIND).params(id.model(), id.version()).query(this::version).optional();
    }

    /**
     * @throws CoordinatorException if there is no such version
     */
    ModelVersion get(ModelVersionId id) {
        return find(id).orElseThrow(() -> unknown(id));
    }

    List<ModelVersion> of(String model) {
        return jdbc.sql(OF_MODEL).param(model).query(this::version).list();
    }

    /** Makes room for a part at an offset; nothing if the version is not just there, or full. */
    Optional<Long> append(ModelVersionId id, long offset, int length) {
        return jdbc.sql(APPEND)
                .params(length, id.model(), id.version(), offset, length)
                .query(Long.class)
                .optional();
    }

    /** Whether it was done: the bytes are still those that were looked at. */
    boolean finish(ModelVersion version, ModelSignature signature) {
        return jdbc.sql(FINISH)
                        .params(
                                json.writeValueAsString(signature.inputs()),
                                json.writeValueAsString(signature.outputs()),
                                version.upload())
                        .update()
                > 0;
    }

    /** Drops what has come, within the transaction of the caller. */
    void restart(ModelVersion version) {
        jdbc.sql(LOCK).param(version.upload()).query(Long.class).list();
        jdbc.sql(REMOVE_CHUNKS).param(version.upload()).update();
        jdbc.sql(RESTART).param(version.upload()).update();
    }

    /** Its bytes go with it. */
    void remove(ModelVersion version) {
        jdbc.sql(REMOVE)
                .params(version.id().model(), version.id().version(), version.upload())
                .update();
    }

    private CoordinatorException unknown(ModelVersionId id) {
        boolean isModel = jdbc.sql(IS_MODEL).param(id.model()).query(Boolean.class).single();
        return isModel
                ? new CoordinatorException(ErrorCode.VERSION_NOT_FOUND, "there is no " + id)
                : new CoordinatorException(
                        ErrorCode.MODEL_NOT_FOUND, "there is no model '" + id.model() + "'");
    }

    private ModelVersion version(ResultSet row, int number) throws SQLException {
        return new ModelVersion(
                new ModelVersionId(row.getString("name"), row.getString("version")),
                row.getLong("upload"),
                HexFormat.of().formatHex(row.getBytes("sha256")),
                row.getLong("size"),
                row.getLong("received"),
                ModelVersion.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                signature(row),
                row.getString("description"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "ready_at"),
                row.getLong("succeeded"),
                row.getLong("failed"));
    }

    private @Nullable ModelSignature signature(ResultSet row) throws SQLException {
        String inputs = row.getString("inputs");
        String outputs = row.getString("outputs");
        return inputs == null || outputs == null
                ? null
                : new ModelSignature(
                        json.readValue(inputs, VALUES), json.readValue(outputs, VALUES));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
