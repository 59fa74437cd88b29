package io.sluice.coordinator.model;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A version as it is shown.
 *
 * @param state {@code uploading} or {@code ready}
 * @param received how many bytes have come
 * @param inputs null until it is ready
 * @param outputs null until it is ready
 * @param tasksSucceeded how many tasks it was run for with success
 * @param tasksFailed how many without
 */
record ModelVersionResponse(
        String model,
        String version,
        String state,
        String sha256,
        long size,
        long received,
        @Nullable String description,
        @Nullable List<ModelValue> inputs,
        @Nullable List<ModelValue> outputs,
        Instant createdAt,
        @Nullable Instant readyAt,
        long tasksSucceeded,
        long tasksFailed) {
    static ModelVersionResponse of(ModelVersion version) {
        ModelSignature signature = version.signature();
        return new ModelVersionResponse(
                version.id().model(),
                version.id().version(),
                version.state().name().toLowerCase(Locale.ROOT),
                version.sha256(),
                version.size(),
                version.received(),
                version.description(),
                signature == null ? null : signature.inputs(),
                signature == null ? null : signature.outputs(),
                version.createdAt(),
                version.readyAt(),
                version.succeeded(),
                version.failed());
    }
}
