package io.sluice.ingestion.device;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A device as it is sent to be registered.
 *
 * @param id may be left out where the path says it
 * @param name the id when it is missing
 */
record DeviceRequest(
        @JsonAlias("device_id") @Nullable String id,
        @Nullable String name,
        @Nullable String type,
        @Nullable String location,
        @Nullable Map<String, String> labels,
        @Nullable Duration expectedInterval,
        @Nullable LocalDate installedDate) {
    Device toDevice() {
        if (id == null) {
            throw new IngestionException(ErrorCode.MISSING_DEVICE_ID, "a device needs an id");
        }
        return toDevice(id);
    }

    /** The device that the path names. */
    Device toDevice(String pathId) {
        if (id != null && !id.equals(pathId)) {
            throw new IngestionException(
                    ErrorCode.DEVICE_MISMATCH,
                    "the path names device '" + pathId + "', the body '" + id + "'");
        }
        return new Device(
                pathId,
                name == null ? pathId : name,
                type == null ? "" : type,
                location == null ? "" : location,
                labels == null ? Map.of() : labels,
                expectedInterval,
                installedDate);
    }
}
