package io.sluice.coordinator.model;

/** A download that had begun could not be completed; its connection is to be closed. */
final class DownloadBrokenOffException extends RuntimeException {
    DownloadBrokenOffException(ModelVersion version, Throwable cause) {
        super("the download of " + version.id() + " could not be completed", cause);
    }
}
