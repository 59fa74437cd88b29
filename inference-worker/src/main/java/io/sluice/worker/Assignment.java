package io.sluice.worker;

/**
 * A version that the coordinator wants this node to hold.
 *
 * @param sha256 of the file, in hexadecimal digits
 * @param size of the file in bytes
 */
record Assignment(String model, String version, String sha256, long size) {
    ModelVersion modelVersion() {
        return new ModelVersion(model, version);
    }
}
