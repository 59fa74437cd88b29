package io.sluice.ingestion.payload;

import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The JSON of the lab's devices: {@code {"device_id": 1, "timestamp": "…", "temperature": 22.5,
 * "humidity": 65}}, an array of such objects, or {@code {"readings": […]}}. Every field but {@code
 * device_id} and {@code timestamp} that is a number or a boolean is a metric.
 */
public final class FlatJsonFormat implements PayloadFormat {
    public static final String MEDIA_TYPE = "application/json";

    private static final String DEVICE_ID = "device_id";
    private static final String TIMESTAMP = "timestamp";
    private static final String READINGS = "readings";

    @Override
    public String mediaType() {
        return MEDIA_TYPE;
    }

    @Override
    public List<PayloadItem> read(byte[] payload, int maxReadings) {
        return JsonTokens.read(
                payload,
                ErrorCode.MALFORMED_JSON,
                (parser, token) -> {
                    Items items = new Items(maxReadings);
                    switch (token) {
                        case START_ARRAY -> items.readArray(parser);
                        case START_OBJECT -> items.readSingleOrEnvelope(parser);
                        default ->
                                throw new IngestionException(
                                        ErrorCode.MALFORMED_JSON,
                                        "a message is a JSON object or an array of objects, not "
                                                + token);
                    }
                    return items.items;
                });
    }

    private static final class Items {
        private final List<PayloadItem> items = new ArrayList<>();
        private final ReadingLimit limit;

        Items(int maxReadings) {
            this.limit = new ReadingLimit(maxReadings);
        }

        void readArray(JsonParser parser) {
            for (JsonToken token = parser.nextToken();
                    token != JsonToken.END_ARRAY;
                    token = parser.nextToken()) {
                int start = JsonTokens.startOf(parser);
                PayloadItemBuilder item = new PayloadItemBuilder(items.size(), start);
                if (token == JsonToken.START_OBJECT) {
                    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                        readField(parser, name, parser.nextToken(), item);
                    }
                } else {
                    parser.skipChildren();
                    item.refuse(
                            ErrorCode.WRONG_TYPE, "item " + items.size() + " is not a JSON object");
                }
                add(item.build(JsonTokens.endOf(parser)));
            }
            if (items.isEmpty()) {
                throw new IngestionException(ErrorCode.EMPTY_BATCH, "the array holds no readings");
            }
        }

        /**
         * An object is one item, unless it holds an array {@code readings}: then its other fields
         * mean nothing.
         */
        void readSingleOrEnvelope(JsonParser parser) {
            PayloadItemBuilder item = new PayloadItemBuilder(0, JsonTokens.startOf(parser));
            boolean envelope = false;
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                JsonToken value = parser.nextToken();
                if (value == JsonToken.START_ARRAY && name.equals(READINGS) && !envelope) {
                    envelope = true;
                    readArray(parser);
                } else {
                    readField(parser, name, value, item);
                }
            }
            if (!envelope) {
                add(item.build(JsonTokens.endOf(parser)));
            }
        }

        private void add(PayloadItem item) {
            limit.count(item.readings());
            items.add(item);
        }
    }

    private static void readField(
            JsonParser parser, String name, JsonToken value, PayloadItemBuilder item) {
        switch (name) {
            case DEVICE_ID -> readDeviceId(parser, value, item);
            case TIMESTAMP -> readTime(parser, value, item);
            default -> readMetric(parser, name, value, item);
        }
    }

    private static void readDeviceId(JsonParser parser, JsonToken value, PayloadItemBuilder item) {
        switch (value) {
            case VALUE_STRING, VALUE_NUMBER_INT -> item.deviceId(parser.getString());
            case VALUE_NULL -> {}
            default -> {
                parser.skipChildren();
                item.refuse(
                        ErrorCode.WRONG_TYPE,
                        "device_id is a text or a whole number, not " + value);
            }
        }
    }

    private static void readTime(JsonParser parser, JsonToken value, PayloadItemBuilder item) {
        try {
            switch (value) {
                case VALUE_NUMBER_INT -> item.time(readWholeTime(parser));
                case VALUE_NUMBER_FLOAT -> item.time(EventTimes.fromEpoch(parser.getDoubleValue()));
                case VALUE_STRING -> item.time(EventTimes.parse(parser.getString()));
                case VALUE_NULL -> {}
                default -> {
                    parser.skipChildren();
                    item.refuse(
                            ErrorCode.WRONG_TYPE, "timestamp is a text or a number, not " + value);
                }
            }
        } catch (DateTimeException e) {
            item.refuse(ErrorCode.INVALID_TIME, "timestamp: " + e.getMessage());
        }
    }

    private static long readWholeTime(JsonParser parser) {
        return switch (parser.getNumberType()) {
            case INT, LONG -> EventTimes.fromEpoch(parser.getLongValue());
            default ->
                    throw new DateTimeException(
                            "a number of " + parser.getStringLength() + " digits");
        };
    }

    private static void readMetric(
            JsonParser parser, String name, JsonToken value, PayloadItemBuilder item) {
        switch (value) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    item.measure(name, parser.getDoubleValue(), null);
            case VALUE_TRUE -> item.measure(name, 1, null);
            case VALUE_FALSE -> item.measure(name, 0, null);
            case VALUE_STRING -> readText(parser.getString(), name, item);
            default -> {
                parser.skipChildren();
                item.ignore(name);
            }
        }
    }

    private static void readText(String text, String name, PayloadItemBuilder item) {
        if (DecimalText.isNumber(text.strip())) {
            item.flaw(
                    ErrorCode.WRONG_TYPE,
                    "metric '"
                            + name
                            + "' is the text \""
                            + Shown.cut(text)
                            + "\" and not a number");
        } else {
            item.ignore(name);
        }
    }
}
