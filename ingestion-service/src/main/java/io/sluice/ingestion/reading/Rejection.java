package io.sluice.ingestion.reading;

import io.sluice.ingestion.payload.Flaw;
import org.jspecify.annotations.Nullable;

/**
 * Something of a message that is not taken.
 *
 * @param flaw why
 * @param item its place in the message, from 0; -1 for the whole message
 * @param deviceId whom it is about, or null when that is not known
 * @param readings how many readings are not taken, at least 1
 * @param raw the bytes of the item, enough to read it again
 */
public record Rejection(Flaw flaw, int item, @Nullable String deviceId, int readings, byte[] raw) {
    public static final int WHOLE_MESSAGE = -1;
}
