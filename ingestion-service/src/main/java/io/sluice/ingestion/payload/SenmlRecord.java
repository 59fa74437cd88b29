package io.sluice.ingestion.payload;

import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One record of a SenML pack as it stands there, before the base fields are added. */
final class SenmlRecord {
    private static final int NEWEST_VERSION = 10;

    final int index;
    final int start;
    int end;
    @Nullable String baseName;
    @Nullable Double baseTime;
    @Nullable String baseUnit;
    @Nullable Double baseValue;
    @Nullable String name;
    @Nullable String unit;
    @Nullable Double time;
    @Nullable Double value;
    boolean hasOtherValue;
    private boolean hasOwnFields;

    private SenmlRecord(int index, int start) {
        this.index = index;
        this.start = start;
    }

    /** Reads a record; the parser stands at its opening brace. */
    static SenmlRecord read(JsonParser parser, int index) {
        SenmlRecord senml = new SenmlRecord(index, JsonTokens.startOf(parser));
        for (String field = parser.nextName(); field != null; field = parser.nextName()) {
            senml.readField(parser, field, parser.nextToken());
        }
        senml.end = JsonTokens.endOf(parser);
        return senml;
    }

    /** A record that sets base fields for those after it, and measures nothing. */
    boolean isBaseOnly() {
        return !hasOwnFields;
    }

    private void readField(JsonParser parser, String field, JsonToken token) {
        switch (field) {
            case "bn" -> baseName = text(parser, field, token);
            case "bt" -> baseTime = number(parser, field, token);
            case "bu" -> baseUnit = text(parser, field, token);
            case "bv" -> baseValue = number(parser, field, token);
            case "bs" -> number(parser, field, token);
            case "bver" -> checkVersion(number(parser, field, token));
            default -> {
                hasOwnFields = true;
                readOwnField(parser, field, token);
            }
        }
    }

    private void readOwnField(JsonParser parser, String field, JsonToken token) {
        switch (field) {
            case "n" -> name = text(parser, field, token);
            case "u" -> unit = text(parser, field, token);
            case "t" -> time = number(parser, field, token);
            case "v" -> value = number(parser, field, token);
            case "vb" -> value = truth(field, token);
            case "vs", "vd" -> {
                hasOtherValue = true;
                parser.skipChildren();
            }
            default -> {
                if (field.endsWith("_")) {
                    throw malformed(
                            "field '"
                                    + Shown.cut(field)
                                    + "' must be understood, and is not known here");
                }
                parser.skipChildren();
            }
        }
    }

    private void checkVersion(double version) {
        if (version > NEWEST_VERSION) {
            throw malformed("bver " + version + " is newer than " + NEWEST_VERSION);
        }
    }

    private String text(JsonParser parser, String field, JsonToken token) {
        if (token != JsonToken.VALUE_STRING) {
            throw malformed("'" + field + "' is a text, not " + token);
        }
        return parser.getString();
    }

    private double number(JsonParser parser, String field, JsonToken token) {
        if (!token.isNumeric()) {
            throw malformed("'" + field + "' is a number, not " + token);
        }
        return parser.getDoubleValue();
    }

    private double truth(String field, JsonToken token) {
        if (!token.isBoolean()) {
            throw malformed("'" + field + "' is true or false, not " + token);
        }
        return token == JsonToken.VALUE_TRUE ? 1 : 0;
    }

    private IngestionException malformed(String message) {
        return new IngestionException(
                ErrorCode.MALFORMED_SENML, "record " + index + ": " + message);
    }
}
