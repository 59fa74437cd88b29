package io.sluice.coordinator.model;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Models on their way here: announced, sent in parts, looked at when they are complete. */
@Component
final class ModelUploads {
    private static final Logger log = LoggerFactory.getLogger(ModelUploads.class);

    private final PostgresModels models;
    private final PostgresModelVersions versions;
    private final PostgresModelChunks chunks;
    private final ModelInspection inspection;
    private final ModelRegistry registry;
    private final ModelProperties properties;
    private final TransactionTemplate transaction;

    ModelUploads(
            PostgresModels models,
            PostgresModelVersions versions,
            PostgresModelChunks chunks,
            ModelInspection inspection,
            ModelRegistry registry,
            ModelProperties properties,
            TransactionTemplate transaction) {
        this.models = models;
        this.versions = versions;
        this.chunks = chunks;
        this.inspection = inspection;
        this.registry = registry;
        this.properties = properties;
        this.transaction = transaction;
    }

    /**
     * Announces a version.
     *
     * @return whether it is new; the same announced again is gone on with
     * @throws CoordinatorException {@code model_too_large}; {@code version_exists} if the version
     *     has another content
     */
    boolean begin(ModelVersionId id, ModelDescription description) {
        if (description.size() > properties.maxSize().toBytes()) {
            throw new CoordinatorException(
                    ErrorCode.MODEL_TOO_LARGE,
                    id
                            + " has "
                            + description.size()
                            + " bytes, more than "
                            + properties.maxSize().toBytes());
        }
        return Boolean.TRUE.equals(transaction.execute(_ -> beginOnce(id, description)));
    }

    private boolean beginOnce(ModelVersionId id, ModelDescription description) {
        models.addAndLock(id.model());
        if (versions.begin(id, description)) {
            return true;
        }
        ModelVersion present = versions.get(id);
        if (!present.isOf(description)) {
            throw new CoordinatorException(
                    ErrorCode.VERSION_EXISTS,
                    id
                            + " has "
                            + present.size()
                            + " bytes with sha256 "
                            + present.sha256()
                            + ", and not "
                            + description.size()
                            + " with "
                            + description.sha256());
        }
        return false;
    }

    /**
     * Refuses a part before it is read.
     *
     * @param length of the part; 0 if it is not known yet
     * @throws WrongOffsetException if it does not begin where the one before ended
     * @throws CoordinatorException {@code not_uploading} if the version is complete; {@code
     *     chunk_too_large} if the part goes beyond the announced size
     */
    void check(ModelVersionId id, long offset, long length) {
        ModelVersion version = versions.get(id);
        if (version.isReady()) {
            throw new CoordinatorException(ErrorCode.NOT_UPLOADING, id + " is complete");
        }
        if (version.received() != offset) {
            throw new WrongOffsetException(version, offset);
        }
        if (length > version.size() - offset) {
            throw new CoordinatorException(
                    ErrorCode.CHUNK_TOO_LARGE,
                    length
                            + " bytes at "
                            + offset
                            + " go beyond the announced "
                            + version.size()
                            + " of "
                            + id);
        }
    }

    /**
     * Stores a part, all of it or nothing; refuses it as {@link #check} does.
     *
     * @return where the next one begins
     */
    long append(ModelVersionId id, long offset, byte[] bytes) {
        boolean isStored =
                Boolean.TRUE.equals(transaction.execute(_ -> appendOnce(id, offset, bytes)));
        if (!isStored) {
            check(id, offset, bytes.length);
            // What was in the way has gone in this moment.
            throw new WrongOffsetException(versions.get(id), offset);
        }
        return offset + bytes.length;
    }

    private boolean appendOnce(ModelVersionId id, long offset, byte[] bytes) {
        return versions.append(id, offset, bytes.length)
                .map(upload -> {
                    chunks.append(upload, offset, bytes);
                    return true;
                })
                .orElse(false);
    }

    /**
     * Makes a version ready, if it is what was announced, and an ONNX model.
     *
     * @throws CoordinatorException {@code model_truncated} if something is missing; {@code
     *     checksum_mismatch}, and it is to be sent anew; {@code not_onnx}, and it is forgotten
     */
    ModelVersion complete(ModelVersionId id) {
        ModelVersion version = versions.get(id);
        if (version.isReady()) {
            return version;
        }
        if (version.received() < version.size()) {
            throw new CoordinatorException(
                    ErrorCode.MODEL_TRUNCATED,
                    "of "
                            + id
                            + " came "
                            + version.received()
                            + " of "
                            + version.size()
                            + " bytes");
        }
        String sha256 = inspection.sha256(version);
        if (!sha256.equals(version.sha256())) {
            throw mismatch(version, sha256);
        }
        try {
            finish(version, inspection.signature(version));
        } catch (NotOnnxException e) {
            throw notOnnx(version, e);
        }
        ModelVersion after = versions.get(id);
        // Somebody else may have had it sent anew meanwhile.
        return after.isReady() ? after : complete(id);
    }

    private void finish(ModelVersion version, ModelSignature signature) {
        transaction.executeWithoutResult(_ -> {
            models.lock(version.id().model());
            if (versions.finish(version, signature)) {
                models.makeFirstStable(version.id());
            }
        });
        registry.forget();
        log.info("{} is ready: {} bytes", version.id(), version.size());
    }

    private CoordinatorException mismatch(ModelVersion version, String sha256) {
        transaction.executeWithoutResult(_ -> versions.restart(version));
        log.warn("{} has sha256 {}, not {}", version.id(), sha256, version.sha256());
        return new CoordinatorException(
                ErrorCode.CHECKSUM_MISMATCH,
                version.id()
                        + " came with sha256 "
                        + sha256
                        + ", announced was "
                        + version.sha256()
                        + "; send it again from offset 0");
    }

    private CoordinatorException notOnnx(ModelVersion version, NotOnnxException failure) {
        transaction.executeWithoutResult(_ -> {
            models.addAndLock(version.id().model());
            versions.remove(version);
            models.removeTraces(version.id());
        });
        log.warn("{} is no ONNX model: {}", version.id(), failure.getMessage());
        return new CoordinatorException(
                ErrorCode.NOT_ONNX,
                version.id() + " is no ONNX model and was dropped: " + failure.getMessage());
    }
}
