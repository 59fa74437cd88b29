package io.sluice.ingestion.device;

import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A device as it is registered.
 *
 * @param id see {@link DeviceId}
 * @param name for people, up to 200 characters
 * @param type what it is, such as {@code DHT22}, up to 200 characters
 * @param location where it is, up to 200 characters
 * @param labels up to 64, for grouping and filtering
 * @param expectedInterval how often a reading is expected of it, at least 1 ms; null when nothing
 *     is expected
 * @param installedDate since when it is there, or null
 */
public record Device(
        String id,
        String name,
        String type,
        String location,
        Map<String, String> labels,
        @Nullable Duration expectedInterval,
        @Nullable LocalDate installedDate) {
    private static final int LONGEST_TEXT = 200;
    private static final int MOST_LABELS = 64;

    /**
     * @throws IngestionException {@code invalid_device_id} or {@code invalid_device}
     */
    public Device {
        if (!DeviceId.isValid(id)) {
            throw new IngestionException(
                    ErrorCode.INVALID_DEVICE_ID, "device id '" + id + "' is not " + DeviceId.RULE);
        }
        check("name", name);
        check("type", type);
        check("location", location);
        if (labels.size() > MOST_LABELS) {
            throw invalid(labels.size() + " labels; at most " + MOST_LABELS);
        }
        labels.forEach((key, value) -> {
            check("label", key);
            check("label '" + key + "'", value);
        });
        labels = Map.copyOf(labels);
        if (expectedInterval != null && expectedInterval.compareTo(Duration.ofMillis(1)) < 0) {
            throw invalid("expected_interval " + expectedInterval + " is shorter than 1 ms");
        }
    }

    public Optional<Duration> interval() {
        return Optional.ofNullable(expectedInterval);
    }

    private static void check(String field, String text) {
        if (text.length() > LONGEST_TEXT || text.chars().anyMatch(Character::isISOControl)) {
            throw invalid(
                    field
                            + " is up to "
                            + LONGEST_TEXT
                            + " characters, none of them a control character");
        }
    }

    private static IngestionException invalid(String message) {
        return new IngestionException(ErrorCode.INVALID_DEVICE, message);
    }
}
