package io.sluice.ingestion.payload;

import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * SenML in JSON (RFC 8428). The full name of a record, base name and name, is cut at its last
 * {@code /} or {@code :}: before it stands the device, after it the metric; a name without them is
 * a metric.
 */
public final class SenmlFormat implements PayloadFormat {
    public static final String MEDIA_TYPE = "application/senml+json";

    private static final JsonFactory FACTORY = new JsonFactory();

    @Override
    public String mediaType() {
        return MEDIA_TYPE;
    }

    @Override
    public List<PayloadItem> read(byte[] payload, int maxReadings) {
        return JsonTokens.read(
                payload,
                ErrorCode.MALFORMED_SENML,
                (parser, token) -> {
                    if (token != JsonToken.START_ARRAY) {
                        throw new IngestionException(
                                ErrorCode.MALFORMED_SENML,
                                "a SenML pack is an array of records, not " + token);
                    }
                    return readPack(parser, new ReadingLimit(maxReadings));
                });
    }

    private static List<PayloadItem> readPack(JsonParser parser, ReadingLimit limit) {
        List<PayloadItem> items = new ArrayList<>();
        SenmlBase base = new SenmlBase();
        int index = 0;
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken(), index++) {
            if (token != JsonToken.START_OBJECT) {
                throw new IngestionException(
                        ErrorCode.MALFORMED_SENML, "record " + index + " is not an object");
            }
            SenmlRecord senml = SenmlRecord.read(parser, index);
            base.update(senml);
            if (!senml.isBaseOnly()) {
                limit.count(1);
                items.add(base.resolve(senml));
            }
        }
        if (items.isEmpty()) {
            throw new IngestionException(ErrorCode.EMPTY_BATCH, "the pack holds no readings");
        }
        return items;
    }

    /**
     * A record means nothing without the base fields before it: it is kept as the resolved record
     * (RFC 8428, 4.6).
     */
    @Override
    public byte[] rawOf(byte[] payload, PayloadItem item) {
        if (item.measurements().isEmpty()) {
            return PayloadFormat.super.rawOf(payload, item);
        }
        Measurement measurement = item.measurements().getFirst();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartArray();
            json.writeStartObject();
            json.writeStringProperty(
                    "n",
                    item.device().map(device -> device + "/").orElse("") + measurement.metric());
            if (item.time() != 0) {
                json.writeNumberProperty("t", BigDecimal.valueOf(item.time(), 6));
            }
            json.writeNumberProperty("v", measurement.value());
            if (measurement.unit() != null) {
                json.writeStringProperty("u", measurement.unit());
            }
            json.writeEndObject();
            json.writeEndArray();
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
