package io.sluice.ingestion.reading;

import io.sluice.ingestion.payload.Shown;
import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name that a sender gives to one message, so that it is recognised when it comes again.
 *
 * @param value 1 to 128 visible ASCII characters
 * @param digest SHA-256 of the payload, in hex: the same key with another payload is another
 *     message
 */
public record IdempotencyKey(String value, String digest) {
    private static final int LONGEST = 128;

    /**
     * The key of a message with this payload.
     *
     * @throws IngestionException {@code invalid_idempotency_key}
     */
    public static IdempotencyKey of(String value, byte[] payload) {
        if (value.isEmpty()
                || value.length() > LONGEST
                || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IngestionException(
                    ErrorCode.INVALID_IDEMPOTENCY_KEY,
                    "an idempotency key is 1 to "
                            + LONGEST
                            + " visible ASCII characters, without blanks; '"
                            + Shown.cut(value)
                            + "' is not");
        }
        try {
            return new IdempotencyKey(
                    value,
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The source stream of messages with this key. */
    public String sourceStream() {
        return "key:" + value;
    }
}
