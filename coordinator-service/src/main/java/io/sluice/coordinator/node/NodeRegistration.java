package io.sluice.coordinator.node;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of itself when it comes.
 *
 * @param address where it is, for people
 * @param capacity the most leases that it wants at one time, 1 to 10,000
 * @param models what it runs, at most 100: by name the versions that it holds
 * @param labels at most 32
 * @param push true if tasks are to be sent to it over MQTT
 * @param incarnation one start of its program, or null if it does not tell them apart
 */
public record NodeRegistration(
        @Nullable String address,
        int capacity,
        Map<String, List<String>> models,
        Map<String, String> labels,
        boolean push,
        @Nullable String incarnation) {
    private static final int LARGEST_CAPACITY = 10_000;
    private static final int MOST_MODELS = 100;
    private static final int MOST_VERSIONS = 100;
    private static final int MOST_LABELS = 32;
    private static final int LONGEST_TEXT = 200;

    public NodeRegistration {
        if (capacity < 1 || capacity > LARGEST_CAPACITY) {
            throw wrong("capacity " + capacity + " is not 1 to " + LARGEST_CAPACITY);
        }
        models = checkedModels(models);
        labels = checkedLabels(labels);
        checkLength("address", address);
        checkLength("incarnation", incarnation);
    }

    /** The models, in the order of their names, if there are not too many. */
    static Map<String, List<String>> checkedModels(Map<String, List<String>> models) {
        if (models.size() > MOST_MODELS) {
            throw wrong(models.size() + " models are more than " + MOST_MODELS);
        }
        Map<String, List<String>> sorted = new TreeMap<>();
        models.forEach((name, versions) -> {
            checkLength("the name of a model", name);
            if (versions.size() > MOST_VERSIONS) {
                throw wrong(
                        versions.size()
                                + " versions of model "
                                + name
                                + " are more than "
                                + MOST_VERSIONS);
            }
            versions.forEach(version -> checkLength("a version of model " + name, version));
            sorted.put(name, versions.stream().sorted().distinct().toList());
        });
        return sorted;
    }

    private static Map<String, String> checkedLabels(Map<String, String> labels) {
        if (labels.size() > MOST_LABELS) {
            throw wrong(labels.size() + " labels are more than " + MOST_LABELS);
        }
        labels.forEach((name, value) -> {
            checkLength("the name of a label", name);
            checkLength("label " + name, value);
        });
        return new TreeMap<>(labels);
    }

    private static void checkLength(String what, @Nullable String text) {
        if (text != null && (text.isBlank() || text.length() > LONGEST_TEXT)) {
            throw wrong(what + " is not 1 to " + LONGEST_TEXT + " characters long");
        }
    }

    private static CoordinatorException wrong(String message) {
        return new CoordinatorException(ErrorCode.INVALID_NODE, message);
    }
}
