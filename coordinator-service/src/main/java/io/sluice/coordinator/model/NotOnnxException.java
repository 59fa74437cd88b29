package io.sluice.coordinator.model;

/** A file is no ONNX model; the message says why. */
final class NotOnnxException extends Exception {
    NotOnnxException(String message) {
        super(message);
    }

    NotOnnxException(String message, Throwable cause) {
        super(message, cause);
    }
}
