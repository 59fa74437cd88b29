package io.sluice.query.answer;

import jakarta.annotation.PreDestroy;
import java.io.OutputStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.ObjectMapper;

/** Begins answers in each format. */
@Component
final class AnswerFormats {
    private static final long MEBIBYTE = 1L << 20;

    /** One batch is a few MiB. */
    private static final long ARROW_MEMORY_OF_AN_ANSWER = 32 * MEBIBYTE;

    private static final long ARROW_MEMORY = 256 * MEBIBYTE;

    private final ObjectMapper mapper;
    private final BufferAllocator arrowMemory = new RootAllocator(ARROW_MEMORY);

    AnswerFormats(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    AnswerRows rows(AnswerFormat format, Answer answer, OutputStream out) {
        return switch (format) {
            case JSON -> new JsonRows(mapper.createGenerator(out), answer);
            case CSV -> new CsvRows(out, answer);
            case NDJSON -> new NdjsonRows(lines(out), answer);
            case ARROW ->
                    new ArrowRows(
                            out,
                            answer,
                            AnswerFacts.metadata(answer.head(), mapper),
                            arrowMemory.newChildAllocator("answer", 0, ARROW_MEMORY_OF_AN_ANSWER));
        };
    }

    private JsonGenerator lines(OutputStream out) {
        return mapper.writer()
                .withRootValueSeparator(new SerializedString(""))
                .createGenerator(out);
    }

    /** How much is in use just now, in bytes. */
    long arrowMemoryInUse() {
        return arrowMemory.getAllocatedMemory();
    }

    @PreDestroy
    void close() {
        arrowMemory.close();
    }
}
