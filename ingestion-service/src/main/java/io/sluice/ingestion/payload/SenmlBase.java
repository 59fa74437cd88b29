package io.sluice.ingestion.payload;

import io.sluice.ingestion.problem.ErrorCode;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/**
 * The base fields of a SenML pack as they stand at one record, and what they make of it (RFC 8428,
 * 4.6).
 */
final class SenmlBase {
    /** Times below it are relative to now (RFC 8428, 4.5.3). */
    private static final double ABSOLUTE_FROM = 1 << 28;

    private String name = "";
    private double time;
    private @Nullable String unit;
    private @Nullable Double value;

    void update(SenmlRecord senml) {
        if (senml.baseName != null) {
            name = senml.baseName;
        }
        if (senml.baseTime != null) {
            time = senml.baseTime;
        }
        if (senml.baseUnit != null) {
            unit = senml.baseUnit;
        }
        if (senml.baseValue != null) {
            value = senml.baseValue;
        }
    }

    PayloadItem resolve(SenmlRecord senml) {
        PayloadItemBuilder item = new PayloadItemBuilder(senml.index, senml.start);
        String fullName = name + (senml.name == null ? "" : senml.name);
        int cut = Math.max(fullName.lastIndexOf('/'), fullName.lastIndexOf(':'));
        if (cut > 0) {
            item.deviceId(fullName.substring(0, cut));
        }
        resolveTime(senml, item);
        resolveValue(senml, fullName.substring(cut + 1), item);
        return item.build(senml.end);
    }

    private void resolveTime(SenmlRecord senml, PayloadItemBuilder item) {
        if (senml.time == null && time == 0) {
            return;
        }
        double seconds = time + (senml.time == null ? 0 : senml.time);
        try {
            long micros = EventTimes.ofSeconds(seconds);
            if (seconds < ABSOLUTE_FROM) {
                item.timeFromArrival(micros);
            } else {
                item.time(micros);
            }
        } catch (DateTimeException e) {
            item.refuse(ErrorCode.INVALID_TIME, "t: " + e.getMessage());
        }
    }

    private void resolveValue(SenmlRecord senml, String metric, PayloadItemBuilder item) {
        if (senml.value == null && senml.hasOtherValue) {
            item.flaw(
                    ErrorCode.WRONG_TYPE,
                    "metric '" + Shown.cut(metric) + "' is not a number but a text or data");
            return;
        }
        if (senml.value == null && value == null) {
            return;
        }
        double sum = (value == null ? 0 : value) + (senml.value == null ? 0 : senml.value);
        item.measure(metric, sum, senml.unit == null ? unit : senml.unit);
    }
}
