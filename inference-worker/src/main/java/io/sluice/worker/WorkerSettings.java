package io.sluice.worker;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a worker is told when it starts.
 *
 * @param coordinator its address, or that of the front door, without {@code /api/v1}
 * @param id of the node
 * @param capacity how many tasks run at the same time
 * @param models the names of those that it runs
 * @param labels that tasks may ask for
 * @param cache the directory for models; one worker has it for itself
 */
public record WorkerSettings(
        URI coordinator,
        String id,
        int capacity,
        List<String> models,
        Map<String, String> labels,
        Path cache,
        WorkerTimes times,
        WorkerLimits limits) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    public WorkerSettings {
        if (!Objects.requireNonNullElse(coordinator.getScheme(), "").matches("https?")) {
            throw new IllegalArgumentException(
                    "the coordinator's address begins with http:// or https://: " + coordinator);
        }
        if (!isName(id)) {
            throw new IllegalArgumentException(
                    "a node's id has up to 128 letters, digits, '.', '_' and '-': " + id);
        }
        if (capacity < 1) {
            throw new IllegalArgumentException("the capacity must be at least 1: " + capacity);
        }
        if (models.isEmpty()) {
            throw new IllegalArgumentException("a worker needs the name of at least one model");
        }
        for (String model : models) {
            if (!isName(model)) {
                throw new IllegalArgumentException(
                        "a model's name has up to 128 letters, digits, '.', '_' and '-': " + model);
            }
        }
        models = List.copyOf(models);
        labels = Map.copyOf(labels);
    }

    /** Settings with the default times and limits, and without labels. */
    public static WorkerSettings of(
            URI coordinator, String id, int capacity, List<String> models, Path cache) {
        return new WorkerSettings(
                coordinator,
                id,
                capacity,
                models,
                Map.of(),
                cache,
                WorkerTimes.DEFAULT,
                WorkerLimits.DEFAULT);
    }

    /** Whether it can be part of a path: of an address, and of a file. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
