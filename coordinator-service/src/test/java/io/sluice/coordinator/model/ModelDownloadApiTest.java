package io.sluice.coordinator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.coordinator.CoordinatorServiceTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@CoordinatorServiceTest
class ModelDownloadApiTest {
    private static final String VERSION = "down/versions/1";
    private static final byte[] CONTENT = OnnxFile.bytes(2_500_000, 100);
    private static final String TAG = '"' + OnnxFile.sha256(CONTENT) + '"';

    @LocalServerPort private int port;
    @Autowired private JdbcClient jdbc;

    private ModelApi models;

    @BeforeEach
    void upload() {
        models = new ModelApi(port);
        models.begin(VERSION, CONTENT);
        models.append(VERSION, 0, CONTENT);
        assertThat(models.complete(VERSION).status()).isEqualTo(200);
    }

    @Test
    void wholeContentComesWithItsNameAndLength() throws Exception {
        HttpResponse<byte[]> whole = models.download(VERSION);

        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo(CONTENT);
        assertThat(whole.headers().firstValue("ETag")).contains(TAG);
        assertThat(whole.headers().firstValue("Accept-Ranges")).contains("bytes");
        assertThat(whole.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(whole.headers().firstValueAsLong("Content-Length")).hasValue(CONTENT.length);
    }

    @Test
    void headSaysTheSameWithoutContent() throws Exception {
        HttpResponse<Void> head = models.head(VERSION);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("ETag")).contains(TAG);
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(CONTENT.length);
        assertThat(head.headers().firstValueAsLong("Upload-Offset")).hasValue(CONTENT.length);
    }

    @Test
    void rangeComesAlone() throws Exception {
        assertRange("bytes=0-0", 0, 1);
        assertRange("bytes=100-299", 100, 300);
        assertRange("bytes=1048570-1048590", 1_048_570, 1_048_591);
        assertRange("bytes=2000000-", 2_000_000, CONTENT.length);
        assertRange("bytes=-7", CONTENT.length - 7, CONTENT.length);
        assertRange("bytes=-99999999999", 0, CONTENT.length);
        assertRange("bytes=5-99999999999", 5, CONTENT.length);
    }

    @Test
    void brokenDownloadIsGoneOnWith() throws Exception {
        byte[] first = models.download(VERSION, "Range", "bytes=0-1299999").body();
        byte[] rest =
                models.download(VERSION, "Range", "bytes=" + first.length + "-", "If-Range", TAG)
                        .body();

        byte[] joined = Arrays.copyOf(first, first.length + rest.length);
        System.arraycopy(rest, 0, joined, first.length, rest.length);
        assertThat(joined).isEqualTo(CONTENT);
    }

    @Test
    void rangeOfAnotherContentIsAnsweredWithTheWhole() throws Exception {
        HttpResponse<byte[]> whole =
                models.download(VERSION, "Range", "bytes=5-10", "If-Range", "\"other\"");

        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo(CONTENT);
    }

    @Test
    void rangeThatCannotBeReadIsIgnored() throws Exception {
        for (String range : new String[] {"bytes=1-2,5-6", "bytes=9-3", "lines=1-2", "bytes=-"}) {
            assertThat(models.download(VERSION, "Range", range).statusCode())
                    .as(range)
                    .isEqualTo(200);
        }
    }

    @Test
    void rangeBeyondTheEndIsRefused() throws Exception {
        HttpResponse<byte[]> beyond =
                models.download(VERSION, "Range", "bytes=" + CONTENT.length + "-");

        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(beyond.headers().firstValue("Content-Range"))
                .contains("bytes */" + CONTENT.length);
        assertThat(new String(beyond.body(), StandardCharsets.UTF_8))
                .contains("range_not_satisfiable");
    }

    @Test
    void contentThatIsKnownIsNotSentAgain() throws Exception {
        for (String tags : new String[] {TAG, "W/" + TAG, "\"a\", " + TAG, "*"}) {
            HttpResponse<byte[]> known =
                    models.download(VERSION, "If-None-Match", tags, "Range", "bytes=99999999-");

            assertThat(known.statusCode()).as(tags).isEqualTo(304);
            assertThat(known.body()).isEmpty();
            assertThat(known.headers().firstValue("ETag")).contains(TAG);
        }
        assertThat(models.download(VERSION, "If-None-Match", "\"a\"").statusCode()).isEqualTo(200);
    }

    @Test
    void contentThatIsNotCompleteIsNotGivenOut() throws Exception {
        models.begin("down-part/versions/1", CONTENT);
        models.append("down-part/versions/1", 0, Arrays.copyOf(CONTENT, 1000));

        HttpResponse<byte[]> early = models.download("down-part/versions/1");

        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(new String(early.body(), StandardCharsets.UTF_8)).contains("version_not_ready");
    }

    @Test
    @Timeout(30)
    void downloadThatCannotBeCompletedIsBrokenOff() {
        models.upload("down-gap/versions/1", CONTENT);
        jdbc.sql(
                        "delete from model_chunk where start = 1048576 and upload ="
                                + " (select upload from model_version where name = 'down-gap')")
                .update();

        assertThatThrownBy(() -> models.download("down-gap/versions/1"))
                .isInstanceOf(IOException.class);
    }

    private void assertRange(String range, int from, int until) throws Exception {
        HttpResponse<byte[]> part = models.download(VERSION, "Range", range);

        assertThat(part.statusCode()).as(range).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(CONTENT, from, until));
        assertThat(part.headers().firstValue("Content-Range"))
                .contains("bytes " + from + "-" + (until - 1) + "/" + CONTENT.length);
        assertThat(part.headers().firstValue("ETag")).contains(TAG);
    }
}
