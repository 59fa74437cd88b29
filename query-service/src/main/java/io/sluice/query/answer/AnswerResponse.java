package io.sluice.query.answer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectMapper;

/** Writes answers. */
@Component
public final class AnswerResponse {
    private final ObjectMapper mapper;

    AnswerResponse(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Writes an answer in the format that the request accepts. */
    public void write(Answer answer, HttpServletRequest request, HttpServletResponse response) {
        response.setContentType("application/json");
        try (JsonGenerator json = mapper.createGenerator(response.getOutputStream())) {
            json.writeStartObject();
            members(json, answer.head());
            JsonRows rows = new JsonRows(json, answer);
            Map<String, Object> tail = answer.writeTo(rows);
            rows.close();
            members(json, tail);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void members(JsonGenerator json, Map<String, Object> members) {
        members.forEach(json::writePOJOProperty);
    }
}
