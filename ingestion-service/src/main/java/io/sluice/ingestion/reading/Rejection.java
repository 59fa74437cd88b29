package io.sluice.ingestion.reading;

import io.sluice.ingestion.payload.Flaw;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something of a message that is not taken.
 *
 * @param flaw why
 * @param item its place in the message, from 0; -1 for the whole message
 * @param deviceId whom it is about, or null when that is not known
 * @param readings how many readings are not taken, at least 1
 * @param raw the bytes of the item, enough to read it again
 * @param ordinals by metric, the places that its readings would have had, where they are not 0
 */
public record Rejection(
        Flaw flaw,
        int item,
        @Nullable String deviceId,
        int readings,
        byte[] raw,
        Map<String, Integer> ordinals) {
    public static final int WHOLE_MESSAGE = -1;
}
