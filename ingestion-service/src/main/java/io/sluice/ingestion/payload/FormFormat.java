package io.sluice.ingestion.payload;

import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.net.URLDecoder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One item as a query string or an HTML form: {@code device_id=1&temperature=22.5&humidity=65}, the
 * way of devices that can't make JSON. The fields are those of flat JSON; all but {@code device_id}
 * and {@code timestamp} are metrics.
 */
public final class FormFormat implements PayloadFormat {
    public static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    private static final Pattern FIELDS = Pattern.compile("&");

    @Override
    public String mediaType() {
        return MEDIA_TYPE;
    }

    @Override
    public List<PayloadItem> read(byte[] payload, int maxReadings) {
        if (Utf8.isBlank(payload)) {
            throw new IngestionException(ErrorCode.EMPTY_BODY, "the message is empty");
        }
        PayloadItemBuilder item = new PayloadItemBuilder(0, 0);
        ReadingLimit limit = new ReadingLimit(maxReadings);
        FIELDS.splitAsStream(text(payload))
                .filter(field -> !field.isBlank())
                .forEach(field -> {
                    limit.count(1);
                    readField(field.strip(), item);
                });
        return List.of(item.build(payload.length));
    }

    private static String text(byte[] payload) {
        try {
            return Utf8.decode(payload, 0, payload.length);
        } catch (CharacterCodingException e) {
            throw new IngestionException(ErrorCode.INVALID_UTF8, "the message is not UTF-8", e);
        }
    }

    private static void readField(String field, PayloadItemBuilder item) {
        int equals = field.indexOf('=');
        String name = decode(equals < 0 ? field : field.substring(0, equals));
        String value = equals < 0 ? "" : decode(field.substring(equals + 1)).strip();
        switch (name) {
            case "device_id" -> item.deviceId(value);
            case "timestamp" -> readTime(value, item);
            default -> readMetric(name, value, item);
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IngestionException(
                    ErrorCode.MALFORMED_FORM, "'" + Shown.cut(text) + "' is not URL-encoded", e);
        }
    }

    private static void readTime(String value, PayloadItemBuilder item) {
        try {
            item.time(EventTimes.parse(value));
        } catch (DateTimeException e) {
            item.refuse(ErrorCode.INVALID_TIME, "timestamp: " + e.getMessage());
        }
    }

    private static void readMetric(String name, String value, PayloadItemBuilder item) {
        switch (value) {
            case "true" -> item.measure(name, 1, null);
            case "false" -> item.measure(name, 0, null);
            default -> {
                try {
                    item.measure(name, DecimalText.parse(value), null);
                } catch (NumberFormatException e) {
                    item.flaw(
                            ErrorCode.WRONG_TYPE,
                            "metric '"
                                    + Shown.cut(name)
                                    + "' is '"
                                    + Shown.cut(value)
                                    + "' and not a number");
                }
            }
        }
    }
}
