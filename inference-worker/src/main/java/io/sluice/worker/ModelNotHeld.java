package io.sluice.worker;

/** A task asks for a version that is not in the cache. */
final class ModelNotHeld extends Exception {
    private static final long serialVersionUID = 1;

    ModelNotHeld(ModelVersion version) {
        super("this node does not hold " + version);
    }
}
