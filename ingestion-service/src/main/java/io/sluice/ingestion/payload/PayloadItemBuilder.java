package io.sluice.ingestion.payload;

import io.sluice.ingestion.problem.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what a format finds in one item. */
final class PayloadItemBuilder {
    private final int index;
    private final int start;
    private final List<Measurement> measurements = new ArrayList<>(4);
    private List<Flaw> flaws = List.of();
    private List<String> ignoredFields = List.of();
    private @Nullable String deviceId;
    private long time;
    private boolean fromArrival = true;
    private @Nullable Flaw flaw;

    PayloadItemBuilder(int index, int start) {
        this.index = index;
        this.start = start;
    }

    void deviceId(String id) {
        if (deviceId != null && !deviceId.equals(id)) {
            refuse(
                    ErrorCode.INVALID_DEVICE_ID,
                    "device_id is given twice: '" + deviceId + "' and '" + id + "'");
            return;
        }
        deviceId = id;
    }

    void time(long micros) {
        if (!fromArrival && time != micros) {
            refuse(ErrorCode.INVALID_TIME, "timestamp is given twice");
            return;
        }
        time = micros;
        fromArrival = false;
    }

    void timeFromArrival(long micros) {
        time = micros;
    }

    void measure(String metric, double value, @Nullable String unit) {
        if (Double.isFinite(value)) {
            measurements.add(new Measurement(metric, value, unit));
        } else {
            flaw(
                    ErrorCode.NOT_FINITE,
                    "metric '" + metric + "' is " + value + "; a reading is a finite number");
        }
    }

    /** One number can't be taken. */
    void flaw(ErrorCode code, String message) {
        if (flaws.isEmpty()) {
            flaws = new ArrayList<>(2);
        }
        flaws.add(new Flaw(code, message));
    }

    /** The item can't be taken; the first reason counts. */
    void refuse(ErrorCode code, String message) {
        if (flaw == null) {
            flaw = new Flaw(code, message);
        }
    }

    void ignore(String field) {
        if (ignoredFields.isEmpty()) {
            ignoredFields = new ArrayList<>(2);
        }
        ignoredFields.add(field);
    }

    PayloadItem build(int end) {
        return new PayloadItem(
                index,
                start,
                end,
                deviceId,
                time,
                fromArrival,
                measurements,
                flaw,
                flaws,
                ignoredFields);
    }
}
