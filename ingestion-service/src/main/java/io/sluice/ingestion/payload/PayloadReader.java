package io.sluice.ingestion.payload;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.sluice.contracts.rejections.RejectionsTopic;
import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of a message from a connection, decoded, and no more of them than are allowed.
 */
public final class PayloadReader {
    private static final int STEP = 16 * 1024;

    private final int maxBytes;

    /**
     * Of an encoded body that can't be read so much is kept; one byte more tells that it was cut.
     */
    private static final int HEAD = RejectionsTopic.MAX_RAW_BYTES + 1;

    /**
     * @param maxBytes the most bytes of a message, as they come and after decoding
     */
    public PayloadReader(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Reads to the end, or to the first failure: {@code body_too_large}, {@code
     * malformed_encoding}, {@code unsupported_encoding}.
     *
     * @param encoding {@code gzip}, {@code zstd}, or null or {@code identity} for none
     * @param growth is told the decoded bytes so far before more are read; may throw to stop
     * @throws IOException if the connection breaks
     */
    public ReadPayload read(InputStream connection, @Nullable String encoding, LongConsumer growth)
            throws IOException {
        Bounded encoded = new Bounded(connection, isIdentity(encoding) ? 0 : HEAD);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(STEP);
        try {
            drain(decoded(encoded, encoding), bytes, growth);
            return new ReadPayload(bytes.toByteArray(), null);
        } catch (TooLarge e) {
            return new ReadPayload(
                    encoded.headOr(bytes),
                    new IngestionException(
                            ErrorCode.BODY_TOO_LARGE,
                            "the body is larger than "
                                    + maxBytes
                                    + " bytes (after decoding, where it is encoded)"));
        } catch (ZipException | EOFException | ZstdIOException e) {
            encoded.readHead();
            return new ReadPayload(
                    encoded.headOr(bytes),
                    new IngestionException(
                            ErrorCode.MALFORMED_ENCODING,
                            "the body is not "
                                    + encoding
                                    + ": "
                                    + Shown.cut(String.valueOf(e.getMessage())),
                            e));
        } catch (UnsupportedEncoding e) {
            encoded.readHead();
            return new ReadPayload(
                    encoded.headOr(bytes),
                    new IngestionException(
                            ErrorCode.UNSUPPORTED_ENCODING,
                            "content encoding '"
                                    + Shown.cut(String.valueOf(encoding))
                                    + "' is not one of gzip, zstd, identity"));
        }
    }

    private static boolean isIdentity(@Nullable String encoding) {
        return encoding == null
                || encoding.isBlank()
                || encoding.strip().equalsIgnoreCase("identity");
    }

    private static InputStream decoded(InputStream raw, @Nullable String encoding)
            throws IOException {
        return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "identity", "" -> raw;
            case "gzip", "x-gzip" -> new GZIPInputStream(raw, STEP);
            case "zstd" -> new ZstdInputStreamNoFinalizer(raw);
            default -> throw new UnsupportedEncoding();
        };
    }

    private void drain(InputStream in, ByteArrayOutputStream bytes, LongConsumer growth)
            throws IOException {
        byte[] step = new byte[STEP];
        for (int count = in.read(step); count >= 0; count = in.read(step)) {
            int room = maxBytes - bytes.size();
            growth.accept(bytes.size() + Math.min(count, room));
            bytes.write(step, 0, Math.min(count, room));
            if (count > room) {
                throw new TooLarge();
            }
        }
    }

    private static final class TooLarge extends IOException {}

    /** Not the sender's bytes are wrong: the connection is gone. */
    private static final class ConnectionBroken extends IOException {
        ConnectionBroken(IOException cause) {
            super("the connection broke while a body was read", cause);
        }
    }

    private static final class UnsupportedEncoding extends IOException {}

    /** Counts the bytes as they come: what is compressed must keep to the limit too. */
    private final class Bounded extends FilterInputStream {
        private final ByteArrayOutputStream head = new ByteArrayOutputStream();
        private final int headBytes;
        private long count;

        /**
         * @param headBytes how many of the first bytes are kept as they came
         */
        Bounded(InputStream in, int headBytes) {
            super(in);
            this.headBytes = headBytes;
        }

        /** Reads as much as is kept, where less was read so far. */
        void readHead() throws IOException {
            readNBytes(headBytes - head.size());
        }

        /** What came, where it was encoded; what was read, where it was not. */
        byte[] headOr(ByteArrayOutputStream decoded) {
            return headBytes > 0 ? head.toByteArray() : decoded.toByteArray();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = readConnection(buffer, offset, length);
            count += Math.max(0, read);
            head.write(buffer, offset, Math.clamp(read, 0, headBytes - head.size()));
            if (count > (long) maxBytes + STEP) {
                throw new TooLarge();
            }
            return read;
        }

        private int readConnection(byte[] buffer, int offset, int length) throws ConnectionBroken {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException e) {
                throw new ConnectionBroken(e);
            }
        }
    }
}
