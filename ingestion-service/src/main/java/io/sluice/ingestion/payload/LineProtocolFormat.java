package io.sluice.ingestion.payload;

import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/**
 * The line protocol of InfluxDB: {@code weather,device=roof temperature=22.5,humidity=65i
 * 1795219200000000000}. The tag {@code device} or {@code device_id} names the device. A metric is
 * measurement and field ({@code weather.temperature}); the field alone for a measurement called
 * {@code readings}, the measurement alone for a field called {@code value}. Each line stands for
 * itself: a line that can't be read does not touch the others.
 */
public final class LineProtocolFormat implements PayloadFormat {
    public static final String MEDIA_TYPE = "text/plain";

    @Override
    public String mediaType() {
        return MEDIA_TYPE;
    }

    @Override
    public List<PayloadItem> read(byte[] payload, int maxReadings) {
        if (Utf8.isBlank(payload)) {
            throw new IngestionException(ErrorCode.EMPTY_BODY, "the message is empty");
        }
        List<PayloadItem> items = new ArrayList<>();
        ReadingLimit limit = new ReadingLimit(maxReadings);
        int index = 0;
        for (int start = 0; start < payload.length; index++) {
            int end = endOfLine(payload, start);
            if (holdsData(payload, start, end)) {
                PayloadItem item = readLine(payload, start, end, index);
                limit.count(item.readings());
                items.add(item);
            }
            start = end + 1;
        }
        if (items.isEmpty()) {
            throw new IngestionException(ErrorCode.EMPTY_BATCH, "there are only comments");
        }
        return items;
    }

    private static int endOfLine(byte[] payload, int start) {
        int end = start;
        while (end < payload.length && payload[end] != '\n') {
            end++;
        }
        return end;
    }

    private static boolean holdsData(byte[] payload, int start, int end) {
        for (int i = start; i < end; i++) {
            if (payload[i] != ' ' && payload[i] != '\r' && payload[i] != '\t') {
                return payload[i] != '#';
            }
        }
        return false;
    }

    private static PayloadItem readLine(byte[] payload, int start, int end, int index) {
        PayloadItemBuilder item = new PayloadItemBuilder(index, start);
        try {
            new LineReader(Utf8.decode(payload, start, end).strip(), item).read();
        } catch (CharacterCodingException e) {
            item.refuse(ErrorCode.INVALID_UTF8, "line " + (index + 1) + " is not UTF-8");
        } catch (LineReader.MalformedLine e) {
            item.refuse(ErrorCode.MALFORMED_LINE, "line " + (index + 1) + ": " + e.getMessage());
        }
        return item.build(end);
    }
}
