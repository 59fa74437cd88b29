package io.sluice.coordinator.model;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Locale;

/** Says in words what ONNX says of an input or output. */
final class OnnxValue {
    private OnnxValue() {}

    static ModelValue of(ValueInfoProto value) throws NotOnnxException {
        TypeProto type = value.getType();
        boolean hasShape = type.getTensorType().hasShape();
        ModelValue described =
                new ModelValue(
                        value.getName(),
                        type(type),
                        hasShape ? shape(type.getTensorType().getShape()) : null);
        // PostgreSQL has no texts with it.
        if (described.toString().indexOf('\0') >= 0) {
            throw new NotOnnxException("a name has a character U+0000");
        }
        return described;
    }

    private static List<Object> shape(TensorShapeProto shape) {
        return shape.getDimList().stream().map(OnnxValue::dimension).toList();
    }

    private static Object dimension(TensorShapeProto.Dimension dimension) {
        return switch (dimension.getValueCase()) {
            case DIM_VALUE -> dimension.getDimValue();
            case DIM_PARAM -> dimension.getDimParam();
            case VALUE_NOT_SET -> "?";
        };
    }

    private static String type(TypeProto type) {
        return switch (type.getValueCase()) {
            case TENSOR_TYPE -> "tensor(" + element(type.getTensorType().getElemType()) + ")";
            case SPARSE_TENSOR_TYPE ->
                    "sparse_tensor(" + element(type.getSparseTensorType().getElemType()) + ")";
            case SEQUENCE_TYPE -> "seq(" + type(type.getSequenceType().getElemType()) + ")";
            case OPTIONAL_TYPE -> "optional(" + type(type.getOptionalType().getElemType()) + ")";
            case MAP_TYPE ->
                    "map("
                            + element(type.getMapType().getKeyType())
                            + ","
                            + type(type.getMapType().getValueType())
                            + ")";
            case OPAQUE_TYPE ->
                    "opaque("
                            + type.getOpaqueType().getDomain()
                            + ","
                            + type.getOpaqueType().getName()
                            + ")";
            case VALUE_NOT_SET -> "unknown";
        };
    }

    private static String element(int number) {
        TensorProto.DataType type = TensorProto.DataType.forNumber(number);
        return type == null ? "type" + number : type.name().toLowerCase(Locale.ROOT);
    }
}
