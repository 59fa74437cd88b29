package io.sluice.ingestion.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadReaderTest {
    private static final int LIMIT = 100_000;
    private static final byte[] TEXT =
            "{\"device_id\":1,\"t\":1}".repeat(1000).getBytes(StandardCharsets.UTF_8);

    private final PayloadReader reader = new PayloadReader(LIMIT);

    @Test
    void plainGzipAndZstdAreTheSame() throws IOException {
        assertThat(read(TEXT, null).bytes()).isEqualTo(TEXT);
        assertThat(read(TEXT, "identity").bytes()).isEqualTo(TEXT);
        assertThat(read(gzip(TEXT), "gzip").bytes()).isEqualTo(TEXT);
        assertThat(read(Zstd.compress(TEXT), "zstd").bytes()).isEqualTo(TEXT);
    }

    @Test
    void limitItselfIsTakenAndOneByteMoreIsNot() throws IOException {
        assertThat(read(new byte[LIMIT], null).failure()).isNull();

        ReadPayload tooLarge = read(new byte[LIMIT + 1], null);

        assertFailed(tooLarge, ErrorCode.BODY_TOO_LARGE);
        assertThat(tooLarge.bytes()).hasSize(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void bombIsStoppedAtTheLimit(String encoding) throws IOException {
        byte[] zeros = new byte[200 * LIMIT];
        List<Long> growth = new ArrayList<>();

        ReadPayload bomb =
                reader.read(
                        new ByteArrayInputStream(
                                encoding.equals("gzip") ? gzip(zeros) : Zstd.compress(zeros)),
                        encoding,
                        growth::add);

        assertFailed(bomb, ErrorCode.BODY_TOO_LARGE);
        assertThat(growth).allMatch(bytes -> bytes <= LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void whatIsNotOfTheEncodingOrCutIsMalformed(String encoding) throws IOException {
        byte[] whole = encoding.equals("gzip") ? gzip(TEXT) : Zstd.compress(TEXT);

        assertFailed(read(TEXT, encoding), ErrorCode.MALFORMED_ENCODING);
        assertFailed(
                read(Arrays.copyOf(whole, whole.length / 2), encoding),
                ErrorCode.MALFORMED_ENCODING);
    }

    @Test
    void emptyGzipIsMalformed() throws IOException {
        assertFailed(read(new byte[0], "gzip"), ErrorCode.MALFORMED_ENCODING);
    }

    @Test
    void otherEncodingIsUnsupported() throws IOException {
        assertFailed(read(TEXT, "br"), ErrorCode.UNSUPPORTED_ENCODING);
        assertFailed(read(TEXT, "gzip, zstd"), ErrorCode.UNSUPPORTED_ENCODING);
    }

    @Test
    void whatCanNotBeDecodedIsKeptAsItCame() throws IOException {
        byte[] cut = Arrays.copyOf(gzip(TEXT), 15);

        assertThat(read(TEXT, "br").bytes()).isEqualTo(TEXT);
        assertThat(read(TEXT, "gzip").bytes()).isEqualTo(TEXT);
        assertThat(read(cut, "gzip").bytes()).isEqualTo(cut);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip"})
    void brokenConnectionIsNotTheSendersFault(String encoding) {
        InputStream broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new EOFException("connection reset");
                    }

                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        throw new EOFException("connection reset");
                    }
                };

        assertThatThrownBy(() -> reader.read(broken, encoding, _ -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("connection broke");
    }

    @Test
    void growthMayStopTheReading() {
        assertThatThrownBy(() ->
                        reader.read(
                                new ByteArrayInputStream(TEXT),
                                null,
                                _ -> {
                                    throw new IngestionException(ErrorCode.BUSY, "full");
                                }))
                .isInstanceOf(IngestionException.class);
    }

    private ReadPayload read(byte[] body, @Nullable String encoding) throws IOException {
        return reader.read(new ByteArrayInputStream(body), encoding, _ -> {});
    }

    private static void assertFailed(ReadPayload payload, ErrorCode code) {
        assertThat(payload.failure()).extracting(IngestionException::code).isEqualTo(code);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
