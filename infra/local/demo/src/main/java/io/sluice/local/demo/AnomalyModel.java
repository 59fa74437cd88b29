package io.sluice.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** The model of the demo: how unusual the last of 24 hourly temperatures is. */
final class AnomalyModel {
    static final String NAME = "reading-anomaly";
    static final String VERSION = "1";

    private static final String FILE = "/models/" + NAME + ".onnx";
    private static final String PATH = "/api/v1/models/" + NAME + "/versions/" + VERSION;

    private AnomalyModel() {}

    /** Brings it into the registry, if it is not there. */
    static void upload(PlatformApi api) {
        byte[] content = content();
        JsonNode version =
                api.put(
                        PATH,
                        Map.of(
                                "sha256",
                                sha256(content),
                                "size",
                                content.length,
                                "description",
                                "how unusual the last of 24 hourly temperatures is"));
        if (!version.path("state").asString().equals("ready")) {
            int offset = version.path("received").asInt();
            if (offset < content.length) {
                api.patch(
                        PATH + "/content",
                        offset,
                        Arrays.copyOfRange(content, offset, content.length));
            }
            api.post(PATH + "/completion", Map.of());
        }
    }

    private static byte[] content() {
        try (InputStream resource =
                Objects.requireNonNull(AnomalyModel.class.getResourceAsStream(FILE), FILE)) {
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
