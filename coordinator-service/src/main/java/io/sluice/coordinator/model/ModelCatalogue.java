package io.sluice.coordinator.model;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The models and versions that are there, as people look at and change them. */
@Component
final class ModelCatalogue {
    private static final Logger log = LoggerFactory.getLogger(ModelCatalogue.class);

    private final PostgresModels models;
    private final PostgresModelVersions versions;
    private final PostgresRollouts rollouts;
    private final ModelRegistry registry;
    private final TransactionTemplate transaction;

    ModelCatalogue(
            PostgresModels models,
            PostgresModelVersions versions,
            PostgresRollouts rollouts,
            ModelRegistry registry,
            TransactionTemplate transaction) {
        this.models = models;
        this.versions = versions;
        this.rollouts = rollouts;
        this.registry = registry;
        this.transaction = transaction;
    }

    /** A model with all that is known of it. */
    record Entry(
            String name,
            Optional<String> stableVersion,
            List<ModelVersion> versions,
            Optional<Rollout> rollout) {}

    List<ModelSummary> list(String after, int limit) {
        return models.list(after, limit);
    }

    Entry get(String name) {
        return new Entry(
                name, models.stableVersion(name), versions.of(name), rollouts.running(name));
    }

    ModelVersion get(ModelVersionId id) {
        return versions.get(id);
    }

    /**
     * Makes a version the one that nodes run that are not told otherwise.
     *
     * @throws CoordinatorException {@code version_not_ready}; {@code rollout_running} while another
     *     way to a stable version is open
     */
    void makeStable(ModelVersionId id) {
        transaction.executeWithoutResult(_ -> {
            models.lock(id.model());
            Optional<Rollout> running = rollouts.running(id.model());
            if (running.isPresent()) {
                throw new CoordinatorException(
                        ErrorCode.ROLLOUT_RUNNING,
                        running.get().id() + " is rolled out; promote or stop that first");
            }
            if (!versions.get(id).isReady()) {
                throw new CoordinatorException(
                        ErrorCode.VERSION_NOT_READY, id + " is not complete");
            }
            models.makeStable(id);
        });
        registry.forget();
        log.info("{} is the stable one", id);
    }

    /**
     * Removes a version or its upload.
     *
     * @throws CoordinatorException {@code version_in_use} if it is the stable one, or rolled out
     */
    void remove(ModelVersionId id) {
        transaction.executeWithoutResult(_ -> removeOnce(id));
        registry.forget();
        log.info("{} was removed", id);
    }

    private void removeOnce(ModelVersionId id) {
        Optional<String> stable = models.lock(id.model());
        ModelVersion version = versions.get(id);
        if (stable.equals(Optional.of(id.version()))) {
            throw new CoordinatorException(
                    ErrorCode.VERSION_IN_USE, id + " is the stable one; make another one stable");
        }
        if (rollouts.running(id.model()).filter(running -> running.id().equals(id)).isPresent()) {
            throw new CoordinatorException(
                    ErrorCode.VERSION_IN_USE, id + " is rolled out; stop that first");
        }
        rollouts.remove(id);
        versions.remove(version);
        models.removeTraces(id);
    }
}
