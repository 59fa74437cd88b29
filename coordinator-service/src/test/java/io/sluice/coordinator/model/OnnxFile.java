package io.sluice.coordinator.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/** Small real models: {@code scores = readings × weights}. */
public final class OnnxFile {
    private OnnxFile() {}

    /** A model whose file has at least so many bytes, other ones for each seed. */
    public static byte[] bytes(int weightBytes, long seed) {
        return model(weightBytes, seed).build().toByteArray();
    }

    static ModelProto.Builder model(int weightBytes, long seed) {
        int columns = Math.max(1, weightBytes / 12);
        byte[] weights = new byte[columns * 12];
        new Random(seed).nextBytes(weights);
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph(columns, weights));
    }

    private static GraphProto.Builder graph(int columns, byte[] weights) {
        return GraphProto.newBuilder()
                .setName("scores")
                .addNode(
                        NodeProto.newBuilder()
                                .setOpType("MatMul")
                                .addInput("readings")
                                .addInput("weights")
                                .addOutput("scores"))
                .addInitializer(
                        TensorProto.newBuilder()
                                .setName("weights")
                                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                                .addDims(3)
                                .addDims(columns)
                                .setRawData(ByteString.copyFrom(weights)))
                .addInput(value("readings", dimension("batch"), dimension(3)))
                .addInput(value("weights", dimension(3), dimension(columns)))
                .addOutput(value("scores", dimension("batch"), dimension(columns)));
    }

    static ValueInfoProto.Builder value(
            String name, TensorShapeProto.Dimension.Builder... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (TensorShapeProto.Dimension.Builder dimension : dimensions) {
            shape.addDim(dimension);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(
                        TypeProto.newBuilder()
                                .setTensorType(
                                        TypeProto.Tensor.newBuilder()
                                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                                .setShape(shape)));
    }

    static TensorShapeProto.Dimension.Builder dimension(long size) {
        return TensorShapeProto.Dimension.newBuilder().setDimValue(size);
    }

    static TensorShapeProto.Dimension.Builder dimension(String name) {
        return TensorShapeProto.Dimension.newBuilder().setDimParam(name);
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
