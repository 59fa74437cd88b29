package io.sluice.ingestion.payload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text as bytes. */
final class Utf8 {
    private Utf8() {}

    static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    static boolean isValid(byte[] bytes) {
        try {
            decode(bytes, 0, bytes.length);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /**
     * @throws CharacterCodingException if it is not UTF-8
     */
    static String decode(byte[] bytes, int from, int to) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, from, to - from))
                .toString();
    }
}
