package io.sluice.ingestion.payload;

import io.sluice.ingestion.problem.IngestionException;
import java.util.Arrays;
import java.util.List;

/**
 * A form in which readings are sent. Reads tokens and makes no tree; safe to use from several
 * threads.
 */
public sealed interface PayloadFormat
        permits FlatJsonFormat, SenmlFormat, LineProtocolFormat, FormFormat {
    /** The media type that names this form. */
    String mediaType();

    /**
     * Reads a whole message.
     *
     * @param maxReadings more than these are refused
     * @throws IngestionException if the message can't be read: {@code malformed_json}, {@code
     *     malformed_senml}, {@code invalid_utf8}, {@code empty_body}, {@code empty_batch}, {@code
     *     too_many_readings}. Nothing of it counts then
     */
    List<PayloadItem> read(byte[] payload, int maxReadings);

    /**
     * The bytes of one item that was read from a payload: enough to read the item again on its own.
     */
    default byte[] rawOf(byte[] payload, PayloadItem item) {
        return Arrays.copyOfRange(payload, item.start(), item.end());
    }
}
