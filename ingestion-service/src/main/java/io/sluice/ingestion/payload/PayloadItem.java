package io.sluice.ingestion.payload;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One item of a message: an object of a JSON array, a record of a SenML pack, a line of the line
 * protocol.
 *
 * @param index its place in the message, from 0
 * @param start where its bytes begin in the payload
 * @param end where they end
 * @param deviceId whom it is about, where it says so
 * @param time its event time in microseconds since 1970, or since the arrival of the message
 * @param fromArrival true when the time is told from the arrival, as it is when the item tells none
 * @param measurements the numbers it holds
 * @param flaw why the item can't be taken at all, or null
 * @param flaws why single numbers of it can't be taken
 * @param ignoredFields names of fields that are not numbers
 */
public record PayloadItem(
        int index,
        int start,
        int end,
        @Nullable String deviceId,
        long time,
        boolean fromArrival,
        List<Measurement> measurements,
        @Nullable Flaw flaw,
        List<Flaw> flaws,
        List<String> ignoredFields) {
    public Optional<String> device() {
        return Optional.ofNullable(deviceId);
    }

    /**
     * Its event time in microseconds since 1970.
     *
     * @param arrival when the message came, in the same unit
     */
    public long timeAfter(long arrival) {
        return fromArrival ? arrival + time : time;
    }

    /** How many readings are lost with the item: at least one. */
    public int readings() {
        return Math.max(1, measurements.size() + flaws.size());
    }
}
