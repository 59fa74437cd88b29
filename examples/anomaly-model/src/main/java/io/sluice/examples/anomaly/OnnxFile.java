package io.sluice.examples.anomaly;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/**
 * The model as an ONNX file. The score is linear but for its sign, so the graph has three nodes:
 *
 * <pre>
 * window [n,24] ─ Gemm(kernel [24,1], bias) ─▶ [n,1] ─ Abs ─▶ [n,1] ─ Squeeze ─▶ score [n]
 * </pre>
 */
final class OnnxFile {
    private static final int IR_VERSION = 8;
    private static final int OPERATOR_SET = 13;
    private static final String ANY_NUMBER = "n";

    private OnnxFile() {}

    static byte[] of(AnomalyModel model) {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("sluice")
                .setDocString(
                        "By how many standard deviations an hourly reading is off the linear"
                                + " prediction from the 23 before it.")
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
                .setGraph(graph(model))
                .build()
                .toByteArray();
    }

    private static GraphProto graph(AnomalyModel model) {
        return GraphProto.newBuilder()
                .setName("reading-anomaly")
                .addInput(floats("window").setType(type(AnomalyModel.HOURS)))
                .addOutput(floats("score").setType(type()))
                .addInitializer(kernel(model))
                .addInitializer(
                        tensor("bias", TensorProto.DataType.FLOAT)
                                .addDims(1)
                                .addFloatData((float) (-model.intercept() / model.sigma())))
                .addInitializer(
                        tensor("columns", TensorProto.DataType.INT64).addDims(1).addInt64Data(1))
                .addNode(node("Gemm", "deviation", "window", "kernel", "bias"))
                .addNode(node("Abs", "distance", "deviation"))
                .addNode(node("Squeeze", "score", "distance", "columns"))
                .build();
    }

    /** What gives, times a window, the last reading minus its prediction, in deviations. */
    private static TensorProto.Builder kernel(AnomalyModel model) {
        TensorProto.Builder kernel =
                tensor("kernel", TensorProto.DataType.FLOAT).addDims(AnomalyModel.HOURS).addDims(1);
        for (double weight : model.weights()) {
            kernel.addFloatData((float) (-weight / model.sigma()));
        }
        return kernel.addFloatData((float) (1 / model.sigma()));
    }

    private static TensorProto.Builder tensor(String name, TensorProto.DataType type) {
        return TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
    }

    private static NodeProto.Builder node(String operator, String output, String... inputs) {
        NodeProto.Builder node = NodeProto.newBuilder().setName(output).setOpType(operator);
        for (String input : inputs) {
            node.addInput(input);
        }
        return node.addOutput(output);
    }

    private static ValueInfoProto.Builder floats(String name) {
        return ValueInfoProto.newBuilder().setName(name);
    }

    /** Floats for any number of windows. */
    private static TypeProto type(long... furtherLengths) {
        TensorShapeProto.Builder shape =
                TensorShapeProto.newBuilder()
                        .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(ANY_NUMBER));
        for (long length : furtherLengths) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(length));
        }
        return TypeProto.newBuilder()
                .setTensorType(
                        TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape))
                .build();
    }
}
