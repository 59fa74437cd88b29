package io.sluice.worker;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** The models that are in memory: each version is opened for its first task. */
final class OpenModels implements AutoCloseable {
    private final ModelCache cache;
    private final int threads;
    private final Map<ModelVersion, OnnxModel> models = new ConcurrentHashMap<>();

    /**
     * @param threads that one run of a model may use
     */
    OpenModels(ModelCache cache, int threads) {
        this.cache = cache;
        this.threads = threads;
    }

    /** Runs a version; with an empty one, the version that is held. */
    JsonNode run(ModelVersion wanted, JsonNode payload) throws ModelNotHeld, OrtException {
        ModelVersion version =
                wanted.version().isEmpty() ? cache.latest(wanted.name()).orElse(wanted) : wanted;
        Path file = cache.file(version).orElseThrow(() -> new ModelNotHeld(version));
        while (true) {
            Optional<JsonNode> output = open(version, file).run(payload);
            if (output.isPresent()) {
                return output.get();
            }
            // It was closed in between: a newer file has come.
        }
    }

    private OnnxModel open(ModelVersion version, Path file) throws OrtException {
        OnnxModel open = models.get(version);
        if (open != null) {
            return open;
        }
        synchronized (this) {
            open = models.get(version);
            if (open == null) {
                open = OnnxModel.open(file, threads);
                models.put(version, open);
            }
            return open;
        }
    }

    /** Closes the models that are not among these. Who needs one nevertheless opens it again. */
    void retain(Set<ModelVersion> versions) {
        models.keySet().stream()
                .filter(version -> !versions.contains(version))
                .toList()
                .forEach(this::close);
    }

    void close(ModelVersion version) {
        OnnxModel model = models.remove(version);
        if (model != null) {
            model.close();
        }
    }

    @Override
    public void close() {
        Set.copyOf(models.keySet()).forEach(this::close);
    }
}
