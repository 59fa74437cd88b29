package io.sluice.coordinator.model;

/**
 * How many tasks a version of a model was run for.
 *
 * @param succeeded with success
 * @param failed without
 */
public record ModelOutcome(String model, String version, long succeeded, long failed) {
    public ModelOutcome {
        if (succeeded < 0 || failed < 0) {
            throw new IllegalArgumentException(
                    "counts can't be negative: " + succeeded + ", " + failed);
        }
    }

    ModelOutcome plus(ModelOutcome other) {
        return new ModelOutcome(model, version, succeeded + other.succeeded, failed + other.failed);
    }
}
