package io.sluice.coordinator.model;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/** Looks into a model that came, piece by piece. */
@Component
final class ModelInspection {
    private final PostgresModelChunks chunks;

    ModelInspection(PostgresModelChunks chunks) {
        this.chunks = chunks;
    }

    String sha256(ModelVersion version) {
        try (DigestInputStream content = new DigestInputStream(content(version), sha256())) {
            content.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(content.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ModelSignature signature(ModelVersion version) throws NotOnnxException {
        try (ModelContent content = content(version)) {
            return OnnxReader.read(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ModelContent content(ModelVersion version) {
        return new ModelContent(chunks, version, ByteRange.whole(version.size()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
