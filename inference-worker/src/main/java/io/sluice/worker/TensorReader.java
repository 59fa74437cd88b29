package io.sluice.worker;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Makes the tensor of one input from nested arrays, of the type and shape that the model has. */
final class TensorReader {
    /** In the shape of a model: any length. */
    private static final long ANY = -1;

    private final String name;
    private final TensorInfo declared;

    TensorReader(String name, TensorInfo declared) {
        this.name = name;
        this.declared = declared;
    }

    /**
     * @throws InvalidInput if the arrays do not fit
     */
    OnnxTensor read(OrtEnvironment environment, JsonNode value) throws OrtException {
        long[] shape = shape(value);
        if (!fits(shape)) {
            throw new InvalidInput(
                    "input '%s' has shape %s, but the model takes %s"
                            .formatted(name, Arrays.toString(shape), text(declared.getShape())));
        }
        List<JsonNode> values = new ArrayList<>();
        flatten(value, shape, 0, values);
        return tensor(environment, values, shape);
    }

    /** The lengths along the first elements; whether the others have the same shows later. */
    private static long[] shape(JsonNode value) {
        List<Long> lengths = new ArrayList<>();
        for (JsonNode level = value; level.isArray(); level = level.path(0)) {
            lengths.add((long) level.size());
        }
        return lengths.stream().mapToLong(Long::longValue).toArray();
    }

    private boolean fits(long[] shape) {
        long[] wanted = declared.getShape();
        if (wanted.length != shape.length) {
            return false;
        }
        for (int i = 0; i < shape.length; i++) {
            if (wanted[i] != ANY && wanted[i] != shape[i]) {
                return false;
            }
        }
        return true;
    }

    private void flatten(JsonNode value, long[] shape, int level, List<JsonNode> values) {
        if (level == shape.length) {
            values.add(value);
            return;
        }
        if (!value.isArray() || value.size() != shape[level]) {
            throw new InvalidInput(
                    "input '%s': its arrays differ in length, or a value is among them, at level %d"
                            .formatted(name, level));
        }
        for (JsonNode element : value.values()) {
            flatten(element, shape, level + 1, values);
        }
    }

    private OnnxTensor tensor(OrtEnvironment environment, List<JsonNode> values, long[] shape)
            throws OrtException {
        return switch (declared.type) {
            case FLOAT -> OnnxTensor.createTensor(environment, floats(values), shape);
            case DOUBLE -> OnnxTensor.createTensor(environment, doubles(values), shape);
            case INT32 -> OnnxTensor.createTensor(environment, ints(values), shape);
            case INT64 -> OnnxTensor.createTensor(environment, longs(values), shape);
            case BOOL ->
                    OnnxTensor.createTensor(
                            environment, booleans(values), shape, OnnxJavaType.BOOL);
            case STRING -> OnnxTensor.createTensor(environment, strings(values), shape);
            case INT8, INT16, UINT8, FLOAT16, BFLOAT16, UNKNOWN ->
                    throw new InvalidInput(
                            "input '%s' is of type %s, which can't be given in JSON"
                                    .formatted(name, declared.type));
        };
    }

    private FloatBuffer floats(List<JsonNode> values) {
        FloatBuffer buffer = FloatBuffer.allocate(values.size());
        check(values, value -> value.isNumber() && Float.isFinite((float) value.asDouble()));
        values.forEach(value -> buffer.put((float) value.asDouble()));
        return buffer.flip();
    }

    private DoubleBuffer doubles(List<JsonNode> values) {
        DoubleBuffer buffer = DoubleBuffer.allocate(values.size());
        check(values, value -> value.isNumber() && Double.isFinite(value.asDouble()));
        values.forEach(value -> buffer.put(value.asDouble()));
        return buffer.flip();
    }

    private IntBuffer ints(List<JsonNode> values) {
        IntBuffer buffer = IntBuffer.allocate(values.size());
        check(values, value -> value.isIntegralNumber() && value.canConvertToInt());
        values.forEach(value -> buffer.put(value.asInt()));
        return buffer.flip();
    }

    private LongBuffer longs(List<JsonNode> values) {
        LongBuffer buffer = LongBuffer.allocate(values.size());
        check(values, value -> value.isIntegralNumber() && value.canConvertToLong());
        values.forEach(value -> buffer.put(value.asLong()));
        return buffer.flip();
    }

    private ByteBuffer booleans(List<JsonNode> values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.size());
        check(values, JsonNode::isBoolean);
        values.forEach(value -> buffer.put((byte) (value.asBoolean() ? 1 : 0)));
        return buffer.flip();
    }

    private String[] strings(List<JsonNode> values) {
        check(values, JsonNode::isString);
        return values.stream().map(JsonNode::asString).toArray(String[]::new);
    }

    private void check(List<JsonNode> values, Predicate<JsonNode> isRight) {
        for (int i = 0; i < values.size(); i++) {
            if (!isRight.test(values.get(i))) {
                throw new InvalidInput(
                        "input '%s': value %d, %s, is not of type %s"
                                .formatted(name, i, brief(values.get(i)), declared.type));
            }
        }
    }

    private static String brief(JsonNode value) {
        String text = value.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private static String text(long[] shape) {
        return Arrays.stream(shape)
                .mapToObj(length -> length == ANY ? "n" : Long.toString(length))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
