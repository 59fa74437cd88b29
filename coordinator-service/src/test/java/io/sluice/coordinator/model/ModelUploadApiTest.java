package io.sluice.coordinator.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.coordinator.Api;
import io.sluice.coordinator.CoordinatorServiceTest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@CoordinatorServiceTest
class ModelUploadApiTest {
    private static final int MEBIBYTE = 1024 * 1024;

    @LocalServerPort private int port;
    @Autowired private JdbcClient jdbc;

    private ModelApi models;

    @BeforeEach
    void connect() {
        models = new ModelApi(port);
    }

    @Test
    void versionThatCameWholeIsReadyAndSaysWhatItTakesAndGives() {
        byte[] content = OnnxFile.bytes(3000, 1);

        JsonNode ready = models.upload("up-whole/versions/1.0", content).body();

        assertThat(ready.path("state").asString()).isEqualTo("ready");
        assertThat(ready.path("sha256").asString()).isEqualTo(OnnxFile.sha256(content));
        assertThat(ready.path("received").asInt()).isEqualTo(content.length);
        assertThat(ready.path("inputs").toString())
                .isEqualTo(
                        "[{\"name\":\"readings\",\"type\":\"tensor(float)\","
                                + "\"shape\":[\"batch\",3]}]");
        assertThat(ready.path("outputs").toString())
                .isEqualTo(
                        "[{\"name\":\"scores\",\"type\":\"tensor(float)\","
                                + "\"shape\":[\"batch\",250]}]");
        assertThat(ready.path("ready_at").asString()).endsWith("Z");
    }

    @Test
    void announcedVersionIsShownWithWhereItGoesOn() throws Exception {
        byte[] content = OnnxFile.bytes(3000, 2);
        String version = "up-offset/versions/1";

        Api.Answer begun = models.begin(version, content);
        Api.Answer appended = models.append(version, 0, Arrays.copyOf(content, 1000));

        assertThat(begun.status()).isEqualTo(201);
        assertThat(begun.headers())
                .containsEntry("Location", "/api/v1/models/up-offset/versions/1")
                .containsEntry("Upload-Offset", "0");
        assertThat(begun.body().path("state").asString()).isEqualTo("uploading");
        assertThat(appended.status()).isEqualTo(204);
        assertThat(appended.headers()).containsEntry("Upload-Offset", "1000");
        assertThat(models.head(version).headers().firstValue("Upload-Offset")).contains("1000");
        assertThat(models.head(version).headers().firstValue("Upload-Length"))
                .contains(Integer.toString(content.length));
    }

    @Test
    void versionAnnouncedAgainGoesOnWhereItWas() {
        byte[] content = OnnxFile.bytes(3000, 3);
        String version = "up-again/versions/1";
        models.begin(version, content);
        models.append(version, 0, Arrays.copyOf(content, 1234));

        Api.Answer again =
                models.begin(
                        version, OnnxFile.sha256(content).toUpperCase(Locale.ROOT), content.length);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.headers()).containsEntry("Upload-Offset", "1234");
        models.append(version, 1234, Arrays.copyOfRange(content, 1234, content.length));
        assertThat(models.complete(version).body().path("state").asString()).isEqualTo("ready");
    }

    @Test
    void announcingAndCompletingWhatIsReadyChangesNothing() {
        byte[] content = OnnxFile.bytes(3000, 4);
        models.upload("up-ready/versions/1", content);

        assertThat(models.begin("up-ready/versions/1", content).status()).isEqualTo(200);
        assertThat(models.complete("up-ready/versions/1").status()).isEqualTo(200);
        Api.Answer appended = models.append("up-ready/versions/1", content.length, new byte[1]);
        assertThat(appended.status()).isEqualTo(409);
        assertThat(appended.code()).isEqualTo("not_uploading");
    }

    @Test
    void versionWithOtherContentExists() {
        models.begin("up-other/versions/1", OnnxFile.bytes(3000, 5));

        Api.Answer other = models.begin("up-other/versions/1", OnnxFile.bytes(3000, 6));

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("version_exists");
    }

    @Test
    void contentComesInAnyPartsAndIsWhatWasSent() throws Exception {
        byte[] content = OnnxFile.bytes(3 * MEBIBYTE, 7);
        String version = "up-parts/versions/1";
        models.begin(version, content);
        int[] ends = {1, 2, MEBIBYTE - 1, MEBIBYTE + 1, 3 * MEBIBYTE, content.length};

        int start = 0;
        for (int end : ends) {
            assertThat(models.append(version, start, Arrays.copyOfRange(content, start, end)))
                    .returns(204, Api.Answer::status);
            start = end;
        }

        assertThat(models.complete(version).status()).isEqualTo(200);
        assertThat(models.download(version).body()).isEqualTo(content);
        assertThat(rowSizes("up-parts")).allMatch(size -> size <= MEBIBYTE).hasSize(4);
    }

    @Test
    void partAtAWrongOffsetIsToldWhereToGoOn() {
        byte[] content = OnnxFile.bytes(3000, 8);
        String version = "up-wrong/versions/1";
        models.begin(version, content);
        models.append(version, 0, Arrays.copyOf(content, 500));

        for (long offset : new long[] {0, 499, 501, -1}) {
            Api.Answer wrong = models.append(version, offset, new byte[10]);

            assertThat(wrong.status()).isEqualTo(409);
            assertThat(wrong.code()).isEqualTo("wrong_offset");
            assertThat(wrong.headers()).containsEntry("Upload-Offset", "500");
        }
    }

    @Test
    void partWithoutOffsetOrWithAnotherMediaTypeIsRefused() {
        models.begin("up-header/versions/1", OnnxFile.bytes(3000, 9));
        Api api = new Api(port);
        String path = "/api/v1/models/up-header/versions/1/content";
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofByteArray(new byte[3]);

        Api.Answer noOffset =
                api.send(
                        api.request(path)
                                .header("Content-Type", "application/octet-stream")
                                .method("PATCH", body));
        Api.Answer form =
                api.send(
                        api.request(path)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header("Upload-Offset", "0")
                                .method("PATCH", body));

        assertThat(noOffset.code()).isEqualTo("invalid_parameter");
        assertThat(form.code()).isEqualTo("unsupported_media_type");
    }

    @Test
    void partOverTheBoundIsRefused() {
        models.begin("up-chunk/versions/1", "0".repeat(64), 20 * MEBIBYTE);

        Api.Answer large = models.append("up-chunk/versions/1", 0, new byte[8 * MEBIBYTE + 1]);

        assertThat(large.status()).isEqualTo(413);
        assertThat(large.code()).isEqualTo("chunk_too_large");
        assertThat(models.append("up-chunk/versions/1", 0, new byte[8 * MEBIBYTE]).status())
                .isEqualTo(204);
    }

    @Test
    void partOverTheBoundIsRefusedAlsoIfItsLengthIsNotSaid() {
        models.begin("up-chunked/versions/1", "0".repeat(64), 20 * MEBIBYTE);
        byte[] bytes = new byte[8 * MEBIBYTE + 1];
        Api api = new Api(port);

        Api.Answer large =
                api.send(
                        api.request("/api/v1/models/up-chunked/versions/1/content")
                                .header("Content-Type", "application/offset+octet-stream")
                                .header("Upload-Offset", "0")
                                .method(
                                        "PATCH",
                                        HttpRequest.BodyPublishers.ofInputStream(
                                                () -> new ByteArrayInputStream(bytes))));

        assertThat(large.code()).isEqualTo("chunk_too_large");
    }

    @Test
    void partBeyondTheAnnouncedSizeIsRefused() {
        models.begin("up-beyond/versions/1", "0".repeat(64), 100);

        Api.Answer beyond = models.append("up-beyond/versions/1", 0, new byte[101]);

        assertThat(beyond.status()).isEqualTo(413);
        assertThat(beyond.code()).isEqualTo("chunk_too_large");
    }

    @Test
    void modelOverTheBoundIsRefused() {
        Api.Answer large = models.begin("up-large/versions/1", "0".repeat(64), 512L * MEBIBYTE + 1);

        assertThat(large.status()).isEqualTo(413);
        assertThat(large.code()).isEqualTo("model_too_large");
        assertThat(models.get("/up-large").code()).isEqualTo("model_not_found");
    }

    @Test
    void truncatedModelIsRefusedAndCanBeGoneOnWith() {
        byte[] content = OnnxFile.bytes(3000, 10);
        String version = "up-truncated/versions/1";
        models.begin(version, content);
        models.append(version, 0, Arrays.copyOf(content, content.length - 1));

        Api.Answer truncated = models.complete(version);

        assertThat(truncated.status()).isEqualTo(422);
        assertThat(truncated.code()).isEqualTo("model_truncated");
        models.append(version, content.length - 1, new byte[] {content[content.length - 1]});
        assertThat(models.complete(version).status()).isEqualTo(200);
    }

    @Test
    void modelWithAnotherChecksumIsRefusedAndCanBeSentAgain() throws Exception {
        byte[] content = OnnxFile.bytes(2 * MEBIBYTE, 11);
        byte[] broken = content.clone();
        broken[MEBIBYTE] ^= 1;
        String version = "up-checksum/versions/1";
        models.begin(version, content);
        models.append(version, 0, broken);

        Api.Answer mismatch = models.complete(version);

        assertThat(mismatch.status()).isEqualTo(422);
        assertThat(mismatch.code()).isEqualTo("checksum_mismatch");
        assertThat(models.head(version).headers().firstValue("Upload-Offset")).contains("0");
        models.append(version, 0, content);
        assertThat(models.complete(version).status()).isEqualTo(200);
        assertThat(models.download(version).body()).isEqualTo(content);
    }

    @Test
    void fileThatIsNoModelIsRefusedAndForgotten() {
        byte[] text = "this is no model".getBytes(StandardCharsets.UTF_8);
        String version = "up-text/versions/1";
        models.begin(version, text);
        models.append(version, 0, text);

        Api.Answer notOnnx = models.complete(version);

        assertThat(notOnnx.status()).isEqualTo(422);
        assertThat(notOnnx.code()).isEqualTo("not_onnx");
        assertThat(models.get("/up-text").code()).isEqualTo("model_not_found");
        assertThat(models.begin(version, OnnxFile.bytes(100, 12)).status()).isEqualTo(201);
    }

    @Test
    void modelCutBeforeItWasAnnouncedIsNotOnnx() {
        byte[] whole = OnnxFile.bytes(3000, 13);
        byte[] cut = Arrays.copyOf(whole, whole.length - 10);
        models.begin("up-cut/versions/1", cut);
        models.append("up-cut/versions/1", 0, cut);

        assertThat(models.complete("up-cut/versions/1").code()).isEqualTo("not_onnx");
    }

    @Test
    void bodyThatBreaksOffLosesNothingAndAddsNothing() throws Exception {
        byte[] content = OnnxFile.bytes(3000, 14);
        String version = "up-broken/versions/1";
        models.begin(version, content);
        models.append(version, 0, Arrays.copyOf(content, 1000));

        String answer = sendPartOfAPart("/api/v1/models/" + version + "/content", 1000, 2000);

        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(models.head(version).headers().firstValue("Upload-Offset")).contains("1000");
        models.append(version, 1000, Arrays.copyOfRange(content, 1000, content.length));
        assertThat(models.complete(version).status()).isEqualTo(200);
    }

    @Test
    void ofTwoUploadersOneIsToldWhereToGoOn() throws Exception {
        byte[] content = OnnxFile.bytes(64 * 1024, 15);
        String version = "up-two/versions/1";
        models.begin(version, content);

        List<Api.Answer> answers = bothAtOnce(() -> uploadInParts(version, content));

        assertThat(answers).extracting(Api.Answer::status).containsOnly(204, 409);
        assertThat(answers.stream().filter(answer -> answer.status() == 409))
                .allMatch(answer -> answer.code().equals("wrong_offset"))
                .allMatch(answer -> answer.headers().containsKey("Upload-Offset"));
        assertThat(answers.stream().filter(answer -> answer.status() == 204)).hasSize(65);
        assertThat(models.complete(version).status()).isEqualTo(200);
    }

    @Test
    void twoWhoCompleteAtOnceBothHearThatItIsReady() throws Exception {
        byte[] content = OnnxFile.bytes(3 * MEBIBYTE, 16);
        models.begin("up-completion/versions/1", content);
        models.append("up-completion/versions/1", 0, content);

        List<Api.Answer> answers =
                bothAtOnce(() -> List.of(models.complete("up-completion/versions/1")));

        assertThat(answers).extracting(Api.Answer::status).containsOnly(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"sha256\": \"abc\", \"size\": 1}",
                "{\"sha256\": \"SHA\", \"size\": 0}",
                "{\"sha256\": \"SHA\", \"size\": -5}",
                "{\"sha256\": \"SHA\"}",
                "{\"size\": 5}",
                "{\"sha256\": \"SHA\", \"size\": 5, \"description\": \"\\u0000\"}"
            })
    void announcementThatCannotBeIsRefused(String json) {
        Api.Answer refused =
                models.put("up-invalid/versions/1", json.replace("SHA", "0".repeat(64)));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("invalid_model");
    }

    @Test
    void nameThatCannotBeIsRefused() {
        assertThat(models.begin("-x/versions/1", new byte[] {1}).code()).isEqualTo("invalid_model");
        assertThat(models.begin("x/versions/a%20b", new byte[] {1}).code())
                .isEqualTo("invalid_model");
        assertThat(models.begin("x".repeat(101) + "/versions/1", new byte[] {1}).code())
                .isEqualTo("invalid_model");
    }

    @Test
    void whatIsNotThereIsSaidToBeNotThere() {
        models.begin("up-unknown/versions/1", OnnxFile.bytes(100, 17));

        assertThat(models.append("up-nobody/versions/1", 0, new byte[1]).code())
                .isEqualTo("model_not_found");
        assertThat(models.append("up-unknown/versions/2", 0, new byte[1]).code())
                .isEqualTo("version_not_found");
        assertThat(models.complete("up-unknown/versions/2").code()).isEqualTo("version_not_found");
        assertThat(models.get("/up-unknown/versions/2").status()).isEqualTo(404);
        assertThat(models.get("/up-nobody").code()).isEqualTo("model_not_found");
        assertThat(models.delete("up-unknown/versions/2").code()).isEqualTo("version_not_found");
    }

    @Test
    void versionIsRemovedWithItsBytes() {
        models.upload("up-removed/versions/1", OnnxFile.bytes(3000, 18));
        models.upload("up-removed/versions/2", OnnxFile.bytes(3000, 19));

        assertThat(models.delete("up-removed/versions/1").code()).isEqualTo("version_in_use");
        assertThat(models.delete("up-removed/versions/2").status()).isEqualTo(204);
        assertThat(models.get("/up-removed/versions/2").code()).isEqualTo("version_not_found");
        assertThat(rowSizes("up-removed")).hasSize(1);
    }

    @Test
    void modelsAreListedInPages() {
        models.upload("up-list-a/versions/1", OnnxFile.bytes(100, 20));
        models.begin("up-list-b/versions/1", OnnxFile.bytes(100, 21));

        JsonNode first = models.get("?after=up-list-&limit=1").body();
        JsonNode second = models.get("?after=up-list-a&limit=1").body();

        assertThat(first.path("models").get(0).path("name").asString()).isEqualTo("up-list-a");
        assertThat(first.path("models").get(0).path("stable_version").asString()).isEqualTo("1");
        assertThat(first.path("next").asString()).isEqualTo("up-list-a");
        assertThat(second.path("models").get(0).path("name").asString()).isEqualTo("up-list-b");
        assertThat(second.path("models").get(0).has("stable_version")).isFalse();
        assertThat(models.get("?limit=0").code()).isEqualTo("invalid_parameter");
        assertThat(models.get("/up-list-a").body().path("versions").get(0).path("state").asString())
                .isEqualTo("ready");
    }

    private List<Integer> rowSizes(String model) {
        return jdbc.sql(
                        "select length(bytes) as row_size from model_chunk join model_version using"
                                + " (upload) where name = ? order by start")
                .param(model)
                .query((row, _) -> row.getInt("row_size"))
                .list();
    }

    private List<Api.Answer> uploadInParts(String version, byte[] content) {
        List<Api.Answer> answers = new ArrayList<>();
        int offset = 0;
        while (offset < content.length) {
            int end = Math.min(content.length, offset + 1024);
            Api.Answer answer =
                    models.append(version, offset, Arrays.copyOfRange(content, offset, end));
            answers.add(answer);
            offset = Integer.parseInt(answer.headers().getOrDefault("Upload-Offset", "-1"));
        }
        return answers;
    }

    private static List<Api.Answer> bothAtOnce(Callable<List<Api.Answer>> task) throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
            List<Api.Answer> answers = new ArrayList<>();
            for (Future<List<Api.Answer>> each : executor.invokeAll(List.of(task, task))) {
                answers.addAll(each.get());
            }
            return answers;
        }
    }

    /** Says that there will be more bytes than there are. */
    private String sendPartOfAPart(String path, long offset, int announced) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String head =
                    "PATCH "
                            + path
                            + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\n"
                            + "Upload-Offset: "
                            + offset
                            + "\r\nContent-Length: "
                            + announced
                            + "\r\n\r\nonly this";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            InputStream answer = socket.getInputStream();
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
