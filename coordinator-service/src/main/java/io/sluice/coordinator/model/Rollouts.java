package io.sluice.coordinator.model;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Versions tried by a share of the nodes, one of a model at a time. */
@Component
final class Rollouts {
    private static final Logger log = LoggerFactory.getLogger(Rollouts.class);

    private final PostgresModels models;
    private final PostgresModelVersions versions;
    private final PostgresRollouts rollouts;
    private final ModelRegistry registry;
    private final TransactionTemplate transaction;

    Rollouts(
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

    /**
     * Starts a rollout, or changes the plan of the one that runs with the same version.
     *
     * @return whether it was started
     * @throws CoordinatorException {@code version_not_ready}; {@code version_in_use} if it is the
     *     stable one; {@code rollout_running} if another version is tried
     */
    boolean start(ModelVersionId id, RolloutPlan plan) {
        boolean isStarted = Boolean.TRUE.equals(transaction.execute(_ -> startOrChange(id, plan)));
        registry.forget();
        log.info("{} is rolled out: {}", id, plan);
        return isStarted;
    }

    private boolean startOrChange(ModelVersionId id, RolloutPlan plan) {
        Optional<String> stable = models.lock(id.model());
        if (!versions.get(id).isReady()) {
            throw new CoordinatorException(ErrorCode.VERSION_NOT_READY, id + " is not complete");
        }
        if (stable.equals(Optional.of(id.version()))) {
            throw new CoordinatorException(ErrorCode.VERSION_IN_USE, id + " is the stable one");
        }
        Optional<Rollout> running = rollouts.running(id.model());
        if (running.isEmpty()) {
            rollouts.start(id, plan);
            return true;
        }
        if (!running.get().id().equals(id)) {
            throw new CoordinatorException(
                    ErrorCode.ROLLOUT_RUNNING, running.get().id() + " is rolled out already");
        }
        rollouts.change(running.get(), plan);
        return false;
    }

    /**
     * The rollout that runs, or ran last.
     *
     * @throws CoordinatorException {@code no_rollout} if there was none
     */
    Rollout latest(String model) {
        models.stableVersion(model);
        return rollouts.latest(model).orElseThrow(() -> none(model));
    }

    /**
     * Makes the version that is tried the stable one.
     *
     * @throws CoordinatorException {@code no_rollout} if none runs
     */
    Rollout promote(String model, String reason) {
        return end(model, rollout -> promoted(rollout, reason));
    }

    /**
     * Gives the nodes that try a version the stable one again.
     *
     * @throws CoordinatorException {@code no_rollout} if none runs
     */
    Rollout stop(String model, String reason) {
        return end(model, rollout -> stopped(rollout, reason));
    }

    /** Does with a running rollout what its results say. */
    void review(String model) {
        end(
                model,
                rollout -> {
                    switch (rollout.verdict()) {
                        case WAIT -> {}
                        case PROMOTE -> promoted(rollout, rollout.results());
                        case STOP -> stopped(rollout, rollout.results());
                    }
                });
    }

    private Rollout end(String model, Consumer<Rollout> decision) {
        Rollout after =
                transaction.execute(_ -> {
                    models.lock(model);
                    decision.accept(rollouts.running(model).orElseThrow(() -> none(model)));
                    return latest(model);
                });
        registry.forget();
        return Objects.requireNonNull(after);
    }

    private void promoted(Rollout rollout, String reason) {
        rollouts.end(rollout, Rollout.State.PROMOTED, reason);
        models.makeStable(rollout.id());
        log.info("{} is the stable one: {}", rollout.id(), reason);
    }

    private void stopped(Rollout rollout, String reason) {
        rollouts.end(rollout, Rollout.State.STOPPED, reason);
        log.warn("{} is not rolled out any more: {}", rollout.id(), reason);
    }

    private static CoordinatorException none(String model) {
        return new CoordinatorException(
                ErrorCode.NO_ROLLOUT, "no version of model '" + model + "' is rolled out");
    }
}
