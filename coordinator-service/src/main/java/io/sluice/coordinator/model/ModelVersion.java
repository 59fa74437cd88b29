package io.sluice.coordinator.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An artifact of a model, whole or on its way here.
 *
 * @param upload names the bytes; another one when they are sent anew
 * @param sha256 in hexadecimal
 * @param size in bytes, as announced
 * @param received how much of it has come
 * @param signature null until it is ready
 * @param succeeded how many tasks it was run for with success
 * @param failed how many tasks it was run for without
 */
record ModelVersion(
        ModelVersionId id,
        long upload,
        String sha256,
        long size,
        long received,
        State state,
        @Nullable ModelSignature signature,
        @Nullable String description,
        Instant createdAt,
        @Nullable Instant readyAt,
        long succeeded,
        long failed) {
    enum State {
        UPLOADING,
        READY
    }

    boolean isReady() {
        return state == State.READY;
    }

    /** Whether the same bytes are meant. */
    boolean isOf(ModelDescription other) {
        return sha256.equals(other.sha256()) && size == other.size();
    }
}
