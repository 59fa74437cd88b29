package io.sluice.ingestion.reading;

import io.sluice.ingestion.device.DeviceId;
import io.sluice.ingestion.mqtt.MqttMessage;
import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;

/**
 * Tells devices on {@code devices/{id}/errors} what was not taken of their messages, with the
 * correlation data of the message. A message that names no device can't be answered; it is among
 * the rejections all the same.
 */
@Component
final class MqttErrorAnswers {
    /** MQTT 5: quota exceeded. */
    private static final int REASON_QUOTA_EXCEEDED = 0x97;

    /** MQTT 5: payload format invalid. */
    private static final int REASON_PAYLOAD_INVALID = 0x99;

    private final ObjectMapper json;

    MqttErrorAnswers(ObjectMapper json) {
        this.json = json;
    }

    /** The message as a whole was not taken. */
    void refused(MqttMessage mqtt, Message message, IngestionException reason) {
        message.device()
                .ifPresent(device ->
                        answer(
                                mqtt,
                                device,
                                List.of(error(null, reason.code(), reason.getMessage()))));
    }

    /** Parts of the message were not taken; each device is told of its own. */
    void rejected(MqttMessage mqtt, Outcome outcome) {
        Map<String, List<Map<String, Object>>> byDevice = new LinkedHashMap<>();
        for (Rejection rejection : outcome.rejections()) {
            if (rejection.deviceId() != null) {
                byDevice.computeIfAbsent(rejection.deviceId(), _ -> new ArrayList<>())
                        .add(
                                error(
                                        rejection.item(),
                                        rejection.flaw().code(),
                                        rejection.flaw().message()));
            }
        }
        byDevice.forEach((device, errors) -> answer(mqtt, device, errors));
    }

    private void answer(MqttMessage mqtt, String device, List<Map<String, Object>> errors) {
        if (DeviceId.isValid(device)) {
            mqtt.answer(
                    "devices/" + device + "/errors",
                    json.writeValueAsString(Map.of("topic", mqtt.topic(), "errors", errors)));
        }
    }

    private static Map<String, Object> error(
            @Nullable Integer index, ErrorCode code, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        if (index != null) {
            error.put("index", index);
        }
        error.put("code", code.code());
        error.put("message", message);
        error.put(
                "reason_code",
                code == ErrorCode.RATE_LIMITED ? REASON_QUOTA_EXCEEDED : REASON_PAYLOAD_INVALID);
        return error;
    }
}
