package io.sluice.worker;

import java.lang.reflect.Array;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Writes the values of a tensor as nested arrays. What is not a number in JSON becomes null. */
final class TensorWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private TensorWriter() {}

    static JsonNode json(Object value) {
        return switch (value) {
            case Float number -> Float.isFinite(number) ? JSON.numberNode(number) : JSON.nullNode();
            case Double number ->
                    Double.isFinite(number) ? JSON.numberNode(number) : JSON.nullNode();
            case Long number -> JSON.numberNode(number);
            case Integer number -> JSON.numberNode(number);
            case Short number -> JSON.numberNode(number);
            case Byte number -> JSON.numberNode(number);
            case Boolean bool -> JSON.booleanNode(bool);
            case String text -> JSON.stringNode(text);
            default -> array(value);
        };
    }

    private static ArrayNode array(Object array) {
        ArrayNode json = JSON.arrayNode();
        for (int i = 0; i < Array.getLength(array); i++) {
            json.add(json(Array.get(array, i)));
        }
        return json;
    }
}
