package io.sluice.ingestion.reading;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The lab's answers: one reading there is one message with all its metrics. */
final class ClassicReadingResponse {
    private static final Pattern INTEGER = Pattern.compile("0|[1-9]\\d{0,14}");

    private ClassicReadingResponse() {}

    /**
     * {@code {"status": "success", "reading_id": …, "device_id": 1, "timestamp": "…",
     * "temperature": 22.5, …}}.
     */
    static Map<String, Object> single(DeviceReadings device) {
        Reading first = device.readings().getFirst();
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("status", "success");
        response.put("reading_id", first.time() + first.ordinal());
        response.put("device_id", idAsSent(device.deviceId()));
        response.put("timestamp", instant(first.time()));
        device.readings()
                .forEach(reading -> response.putIfAbsent(reading.metric(), reading.value()));
        return response;
    }

    /**
     * {@code {"status": "success", "inserted": 100, "timestamp": "…"}}, and what was not inserted.
     */
    static Map<String, Object> batch(Outcome outcome) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("status", "success");
        response.put("inserted", outcome.acceptedItems());
        response.put(
                "timestamp", instant(outcome.accepted().getFirst().readings().getFirst().time()));
        if (!outcome.rejections().isEmpty()) {
            VerdictResponse verdict = VerdictResponse.of(outcome);
            response.put("rejected", verdict.rejected());
            response.put("rejections", verdict.rejections());
        }
        return response;
    }

    /** The lab's ids are numbers, and its clients expect them as such. */
    private static Object idAsSent(String id) {
        return INTEGER.matcher(id).matches() ? (Object) Long.valueOf(id) : id;
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
