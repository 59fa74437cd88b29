package io.sluice.worker;

/** A version of a model. */
record ModelVersion(String name, String version) {
    @Override
    public String toString() {
        return name + " " + version;
    }
}
