package io.sluice.ingestion.connection;

import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/**
 * Reads a status: a word such as {@code offline}, or JSON with a field {@code status}. Nothing at
 * all is offline.
 */
@Component
final class StatusReader {
    private static final int LONGEST_PAYLOAD = 1024;
    private static final Pattern STATUS = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_. -]{0,63}");

    private final ObjectMapper json;

    StatusReader(ObjectMapper json) {
        this.json = json;
    }

    /**
     * @throws IngestionException {@code invalid_status}
     */
    String read(byte[] payload) {
        if (payload.length == 0) {
            return "offline";
        }
        if (payload.length > LONGEST_PAYLOAD) {
            throw invalid("has " + payload.length + " bytes; at most " + LONGEST_PAYLOAD);
        }
        String text = new String(payload, StandardCharsets.UTF_8).strip();
        String status = text.startsWith("{") ? statusOf(text) : text;
        if (!STATUS.matcher(status).matches()) {
            throw invalid("is not 1 to 64 letters, digits, spaces and any of _ . -");
        }
        return status;
    }

    private String statusOf(String text) {
        try {
            return json.readTree(text).path("status").asString("");
        } catch (JacksonException e) {
            throw invalid("begins like JSON and is not");
        }
    }

    private static IngestionException invalid(String what) {
        return new IngestionException(ErrorCode.INVALID_STATUS, "the status " + what);
    }
}
