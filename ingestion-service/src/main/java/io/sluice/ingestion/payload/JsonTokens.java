package io.sluice.ingestion.payload;

import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Reads JSON as a stream of tokens, and tells what is wrong with it in our own codes. */
final class JsonTokens {
    private static final int MAX_NESTING = 32;
    private static final int MAX_TEXT = 1 << 20;
    private static final int MAX_NAME = 1 << 10;
    private static final int MAX_DIGITS = 400;

    /**
     * NaN and Infinity are not JSON, but sensors send them: they cost their metric and not the
     * whole message.
     */
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_NESTING)
                                    .maxStringLength(MAX_TEXT)
                                    .maxNameLength(MAX_NAME)
                                    .maxNumberLength(MAX_DIGITS)
                                    .build())
                    .build();

    /** Reads a document whose first token is given; the parser stands at it. */
    @FunctionalInterface
    interface Reader<T> {
        T read(JsonParser parser, JsonToken first);
    }

    private JsonTokens() {}

    /**
     * Reads one JSON document and makes sure that nothing follows it.
     *
     * @param malformed the code for what is not JSON
     */
    static <T> T read(byte[] payload, ErrorCode malformed, Reader<T> reader) {
        if (Utf8.isBlank(payload)) {
            throw new IngestionException(ErrorCode.EMPTY_BODY, "the message is empty");
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), payload)) {
            T result = reader.read(parser, parser.nextToken());
            if (parser.nextToken() != null) {
                throw new IngestionException(
                        malformed,
                        "something follows the end of the JSON, at "
                                + position(parser.currentTokenLocation()));
            }
            return result;
        } catch (JacksonException e) {
            if (!Utf8.isValid(payload)) {
                throw new IngestionException(ErrorCode.INVALID_UTF8, "the message is not UTF-8", e);
            }
            throw new IngestionException(
                    malformed,
                    "not JSON, at "
                            + position(e.getLocation())
                            + ": "
                            + Shown.cut(withoutOrigin(e.getOriginalMessage())),
                    e);
        }
    }

    /** Jackson tells where a bracket was opened, in words about its own buffers. */
    private static String withoutOrigin(String message) {
        int origin = message.indexOf(" (start marker at");
        return origin < 0 ? message : message.substring(0, origin);
    }

    /** Where the bytes of the current token begin. */
    static int startOf(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Where the bytes that were read so far end. */
    static int endOf(JsonParser parser) {
        return (int) parser.currentLocation().getByteOffset();
    }

    private static String position(TokenStreamLocation location) {
        return location == null
                ? "an unknown place"
                : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
