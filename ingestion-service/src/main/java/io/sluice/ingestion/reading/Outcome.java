package io.sluice.ingestion.reading;

import java.util.List;
import java.util.Map;

/**
 * What became of a message.
 *
 * @param accepted the readings that are taken, by device
 * @param acceptedItems how many items at least one reading was taken of
 * @param rejections what is not taken
 * @param ignoredFields how often fields stood in the message that are not numbers, by name
 */
public record Outcome(
        List<DeviceReadings> accepted,
        int acceptedItems,
        List<Rejection> rejections,
        Map<String, Integer> ignoredFields) {
    public int acceptedReadings() {
        return accepted.stream().mapToInt(device -> device.readings().size()).sum();
    }

    public int rejectedReadings() {
        return rejections.stream().mapToInt(Rejection::readings).sum();
    }

    Outcome onlyAccepted() {
        return new Outcome(accepted, acceptedItems, List.of(), ignoredFields);
    }

    public boolean isNothingAccepted() {
        return accepted.isEmpty();
    }
}
