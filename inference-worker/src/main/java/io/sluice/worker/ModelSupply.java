package io.sluice.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the versions that are assigned to this node and are not in the cache. */
final class ModelSupply {
    private static final Logger LOG = LoggerFactory.getLogger(ModelSupply.class);
    private static final int ATTEMPTS = 3;

    private final CoordinatorClient coordinator;
    private final ModelCache cache;
    private final OpenModels models;
    private final Signal heartbeat;
    private final Signal work = new Signal();
    private final Set<Assignment> refused = new HashSet<>();
    private volatile List<Assignment> wanted = List.of();

    /**
     * @param heartbeat is given when the cache has changed
     */
    ModelSupply(
            CoordinatorClient coordinator, ModelCache cache, OpenModels models, Signal heartbeat) {
        this.coordinator = coordinator;
        this.cache = cache;
        this.models = models;
        this.heartbeat = heartbeat;
    }

    /** Says what this node should hold. */
    void assign(List<Assignment> assignments) {
        List<Assignment> sound = assignments.stream().filter(this::isSound).toList();
        if (!sound.equals(wanted) || !sound.stream().allMatch(cache::holds)) {
            wanted = sound;
            work.give();
        }
    }

    /** Waits for work, and does it. */
    void round() throws InterruptedException {
        work.await();
        List<Assignment> assignments = wanted;
        try {
            for (Assignment assignment : assignments) {
                if (!cache.holds(assignment)) {
                    bring(assignment);
                }
            }
            tidy(assignments);
        } catch (IOException e) {
            throw new UncheckedIOException("the cache can't be written: " + e, e);
        } catch (CoordinatorUnreachable e) {
            work.give();
            throw e;
        }
    }

    private void bring(Assignment assignment) throws IOException, InterruptedException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            PartFile part = cache.part(assignment);
            if (part.length() < assignment.size()) {
                download(assignment, part);
            }
            if (cache.take(assignment, part)) {
                models.close(assignment.modelVersion());
                heartbeat.give();
                LOG.info("{} is here, {} bytes", assignment.modelVersion(), assignment.size());
                return;
            }
        }
        LOG.error(
                "{} has come {} times with a wrong checksum; the next heartbeat asks again",
                assignment.modelVersion(),
                ATTEMPTS);
    }

    private void download(Assignment assignment, PartFile part)
            throws IOException, InterruptedException {
        try {
            coordinator.download(assignment, part);
        } catch (CoordinatorUnreachable e) {
            if (e.getCause() instanceof BoundedBody.BodyTooLarge) {
                LOG.warn("{}: {}", assignment.modelVersion(), e.getMessage());
                part.delete();
            }
            throw e;
        }
    }

    private void tidy(List<Assignment> assignments) throws IOException {
        Set<ModelVersion> assigned =
                assignments.stream().map(Assignment::modelVersion).collect(Collectors.toSet());
        models.retain(assigned);
        if (!cache.trim(assigned).isEmpty()) {
            heartbeat.give();
        }
    }

    private boolean isSound(Assignment assignment) {
        boolean sound =
                WorkerSettings.isName(assignment.model())
                        && WorkerSettings.isName(assignment.version())
                        && assignment.sha256() != null
                        && assignment.size() > 0;
        if (!sound && refused.add(assignment)) {
            LOG.error("{} can't be kept on disk, and is not brought", assignment);
        }
        return sound;
    }
}
