package io.sluice.query.answer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;

/**
 * The name of one state of an answer ({@code ETag}): of the request, the format and what the answer
 * says of its version. Weak, since the same state goes out with and without gzip.
 */
record AnswerTag(String text) {
    private static final int LENGTH = 32;

    static AnswerTag of(String target, AnswerFormat format, String version) {
        String state = String.join("\n", target, format.mediaType(), version);
        byte[] digest = sha256().digest(state.getBytes(StandardCharsets.UTF_8));
        return new AnswerTag("W/\"" + HexFormat.of().formatHex(digest).substring(0, LENGTH) + '"');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Whether a client has this state already.
     *
     * @param ifNoneMatch the headers of that name
     */
    boolean isAmong(Enumeration<String> ifNoneMatch) {
        List<String> headers = Collections.list(ifNoneMatch);
        String strong = text.substring(2);
        return headers.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .anyMatch(one -> one.equals("*") || one.equals(text) || one.equals(strong));
    }
}
