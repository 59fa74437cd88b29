package io.sluice.coordinator.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Where a node stands among those that may try a version. It stands there for ever, so a greater
 * share has all nodes of a smaller one; and each version is tried by others first.
 */
final class NodeShare {
    /** A double holds so many bits. */
    private static final int BITS = 53;

    private NodeShare() {}

    /** A number from 0 up to, but not including, 1. */
    static double placeOf(String nodeId, String model, String version) {
        // Names of models and versions have no line ends, so no two triples make the same text.
        String text = model + '\n' + version + '\n' + nodeId;
        byte[] digest = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        long bits = ByteBuffer.wrap(digest).getLong() >>> (Long.SIZE - BITS);
        return (double) bits / (1L << BITS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
