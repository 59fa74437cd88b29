package io.sluice.coordinator.model;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Table {@code model}. */
@Component
final class PostgresModels {
    private static final String KNOWN =
            """
            select m.name, m.stable_version, v.version, v.sha256, v.size, r.share
            from model m
            join model_version v on v.name = m.name and v.state = 'ready'
            left join rollout r on r.name = v.name and r.version = v.version and r.state = 'running'
            where m.stable_version is not null
            """;
    private static final String KNOWN_ONE = KNOWN + " and m.name = ?";
    private static final String NAMES =
            """
            select m.name, m.stable_version,
                array(select version from model_version v where v.name = m.name
                      order by created_at, version) as versions
            from model m where m.name > ? order by m.name limit ?
            """;

    /** The update does nothing but to lock the row that is there. */
    private static final String ADD_AND_LOCK =
            "insert into model (name) values (?) on conflict (name) do update set name ="
                    + " excluded.name";

    private static final String LOCK = "select * from model where name = ? for update";
    private static final String FIND = "select * from model where name = ?";
    private static final String MAKE_STABLE = "update model set stable_version = ? where name = ?";
    private static final String MAKE_FIRST_STABLE =
            "update model set stable_version = ? where name = ? and stable_version is null";
    private static final String REMOVE_EMPTY =
            """
            delete from model m
            where name = ? and not exists (select from model_version v where v.name = m.name)
            """;
    private static final String REMOVE_OUTCOME =
            "delete from model_outcome where name = ? and version = ?";

    private final JdbcClient jdbc;

    PostgresModels(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All registered models, by their names. */
    Map<String, KnownModel> known() {
        return byName(jdbc.sql(KNOWN).query(PostgresModels::row).list());
    }

    Optional<KnownModel> known(String name) {
        Map<String, KnownModel> models =
                byName(jdbc.sql(KNOWN_ONE).param(name).query(PostgresModels::row).list());
        return Optional.ofNullable(models.get(name));
    }

    /** Some models, in the order of their names. */
    List<ModelSummary> list(String after, int limit) {
        return jdbc.sql(NAMES).params(after, limit).query(PostgresModels::summary).list();
    }

    /**
     * Takes the lock of a model for the transaction of the caller, also of one that was not there.
     */
    void addAndLock(String name) {
        jdbc.sql(ADD_AND_LOCK).param(name).update();
    }

    /**
     * Takes the lock of a model for the transaction of the caller, and tells its stable version.
     *
     * @throws CoordinatorException {@code model_not_found} if there is no such model
     */
    Optional<String> lock(String name) {
        return stableVersion(LOCK, name);
    }

    /**
     * @throws CoordinatorException {@code model_not_found} if there is no such model
     */
    Optional<String> stableVersion(String name) {
        return stableVersion(FIND, name);
    }

    private Optional<String> stableVersion(String statement, String name) {
        return jdbc.sql(statement)
                .param(name)
                .query((row, _) -> Optional.ofNullable(row.getString("stable_version")))
                .optional()
                .orElseThrow(() ->
                        new CoordinatorException(
                                ErrorCode.MODEL_NOT_FOUND, "there is no model '" + name + "'"));
    }

    void makeStable(ModelVersionId id) {
        jdbc.sql(MAKE_STABLE).params(id.version(), id.model()).update();
    }

    /** Does nothing if the model has a stable version. */
    void makeFirstStable(ModelVersionId id) {
        jdbc.sql(MAKE_FIRST_STABLE).params(id.version(), id.model()).update();
    }

    /** Removes what is left of a version, and of its model if that was the last one. */
    void removeTraces(ModelVersionId id) {
        jdbc.sql(REMOVE_OUTCOME).params(id.model(), id.version()).update();
        jdbc.sql(REMOVE_EMPTY).param(id.model()).update();
    }

    private static ModelSummary summary(ResultSet row, int number) throws SQLException {
        return new ModelSummary(
                row.getString("name"),
                row.getString("stable_version"),
                List.of((String[]) row.getArray("versions").getArray()));
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        double share = row.getDouble("share");
        boolean isCanary = !row.wasNull();
        return new Row(
                row.getString("name"),
                row.getString("stable_version"),
                new KnownModel.Artifact(
                        row.getString("version"),
                        HexFormat.of().formatHex(row.getBytes("sha256")),
                        row.getLong("size")),
                isCanary ? Optional.of(share) : Optional.empty());
    }

    private static Map<String, KnownModel> byName(List<Row> rows) {
        Map<String, List<Row>> byName = new HashMap<>();
        rows.forEach(row -> byName.computeIfAbsent(row.name, _ -> new ArrayList<>()).add(row));
        Map<String, KnownModel> models = new HashMap<>();
        byName.forEach((name, ofModel) -> models.put(name, model(ofModel)));
        return models;
    }

    private static KnownModel model(List<Row> rows) {
        Map<String, KnownModel.Artifact> artifacts = new HashMap<>();
        rows.forEach(row -> artifacts.put(row.artifact.version(), row.artifact));
        Optional<KnownModel.Canary> canary =
                rows.stream()
                        .flatMap(row ->
                                row.share.stream()
                                        .map(share ->
                                                new KnownModel.Canary(
                                                        row.artifact.version(), share)))
                        .findFirst();
        return new KnownModel(rows.getFirst().name, rows.getFirst().stable, artifacts, canary);
    }

    private record Row(
            String name, String stable, KnownModel.Artifact artifact, Optional<Double> share) {}
}
