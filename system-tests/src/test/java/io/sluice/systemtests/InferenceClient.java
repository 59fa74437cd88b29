package io.sluice.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** One who brings a model and has it run, through the front door. */
final class InferenceClient {
    static final String MODEL = "it-anomaly";

    /** A window that no node finds anything in. */
    static final String PAYLOAD = "{\"inputs\":{\"window\":[" + window() + "]}}";

    private static final String VERSION = "/api/v1/models/" + MODEL + "/versions/1";
    private static final Path FILE =
            LocalPlatform.checkout()
                    .resolve("infra/local/demo/src/main/resources/models/reading-anomaly.onnx");
    private static final int CHUNK = 200;

    private final URI frontDoor;
    private final Client client;

    InferenceClient(LocalPlatform platform) {
        frontDoor = platform.frontDoor();
        client = new Client(frontDoor);
    }

    /** Brings the model in chunks, unless it is there. Returns the version. */
    JsonNode upload() {
        byte[] content = content();
        String announcement =
                "{\"sha256\":\"%s\",\"size\":%d}".formatted(sha256(content), content.length);
        int received =
                checked(
                                client.send(
                                        request(VERSION, Client.JSON)
                                                .PUT(
                                                        HttpRequest.BodyPublishers.ofString(
                                                                announcement))))
                        .path("received")
                        .asInt();
        for (int from = received; from < content.length; from += CHUNK) {
            byte[] chunk =
                    Arrays.copyOfRange(content, from, Math.min(from + CHUNK, content.length));
            checked(
                    client.send(
                            request(VERSION + "/content", "application/octet-stream")
                                    .header("Upload-Offset", Integer.toString(from))
                                    .method(
                                            "PATCH",
                                            HttpRequest.BodyPublishers.ofByteArray(chunk))));
        }
        return checked(client.post(VERSION + "/completion", "{}"));
    }

    /** Submits so many tasks. Returns their ids. */
    List<String> submit(int count, String test, String payload) {
        String task =
                """
                {"model": "%s", "labels": {"test": "%s"}, "max_attempts": 20, %s}
                """
                        .formatted(MODEL, test, payload);
        String tasks = String.join(",", Collections.nCopies(count, task));
        return checked(client.post("/api/v1/tasks/batch", "{\"tasks\":[" + tasks + "]}"))
                .path("tasks")
                .values()
                .stream()
                .map(accepted -> accepted.path("id").asString())
                .toList();
    }

    JsonNode task(String id) {
        return checked(client.get("/api/v1/tasks/" + id));
    }

    /** How many tasks of a node are in a state. */
    int count(String node, String state) {
        return checked(
                        client.get(
                                "/api/v1/tasks?limit=1000&model="
                                        + MODEL
                                        + "&node="
                                        + node
                                        + "&state="
                                        + state))
                .path("tasks")
                .size();
    }

    /** The newest results. */
    JsonNode results() {
        return checked(client.get("/api/v1/results?limit=1000&model=" + MODEL)).path("results");
    }

    JsonNode node(String id) {
        return client.get("/api/v1/nodes/" + id).body();
    }

    private HttpRequest.Builder request(String path, String contentType) {
        return HttpRequest.newBuilder(frontDoor.resolve(path)).header("Content-Type", contentType);
    }

    private static JsonNode checked(Client.Answer answer) {
        if (answer.status() >= 300) {
            throw new IllegalStateException(answer.toString());
        }
        return answer.body();
    }

    private static String window() {
        return IntStream.range(0, 24).mapToObj(_ -> "20.5").toList().toString();
    }

    private static byte[] content() {
        try {
            return Files.readAllBytes(FILE);
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
