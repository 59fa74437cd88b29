package io.sluice.worker;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/** ONNX files for tests. */
final class SmallModel {
    private SmallModel() {}

    /** Input {@code x}, any number of pairs of the type; output {@code y}, the same. */
    static byte[] identity(TensorProto.DataType type) {
        return file(
                GraphProto.newBuilder()
                        .setName("identity")
                        .addInput(value("x", type, -1, 2))
                        .addOutput(value("y", type, -1, 2))
                        .addNode(node("Identity", "x", "y")));
    }

    /** Two floats {@code a} and {@code b} of any length; output {@code sum}. */
    static byte[] sum() {
        return file(
                GraphProto.newBuilder()
                        .setName("sum")
                        .addInput(value("a", TensorProto.DataType.FLOAT, -1))
                        .addInput(value("b", TensorProto.DataType.FLOAT, -1))
                        .addOutput(value("sum", TensorProto.DataType.FLOAT, -1))
                        .addNode(
                                NodeProto.newBuilder()
                                        .setOpType("Add")
                                        .addInput("a")
                                        .addInput("b")
                                        .addOutput("sum")));
    }

    /** Multiplies the square matrix {@code x} with itself many times: takes a while. */
    static byte[] slow(int times) {
        GraphProto.Builder graph =
                GraphProto.newBuilder()
                        .setName("slow")
                        .addInput(value("x", TensorProto.DataType.FLOAT, -1, -1))
                        .addOutput(value("y", TensorProto.DataType.FLOAT, -1, -1));
        // x is one number, made a matrix of 256 by 256 first.
        graph.addInitializer(
                TensorProto.newBuilder()
                        .setName("side")
                        .setDataType(TensorProto.DataType.INT64.getNumber())
                        .addDims(2)
                        .addInt64Data(256)
                        .addInt64Data(256));
        graph.addNode(
                NodeProto.newBuilder()
                        .setOpType("Expand")
                        .addInput("x")
                        .addInput("side")
                        .addOutput("m0"));
        for (int i = 0; i < times; i++) {
            graph.addNode(
                    NodeProto.newBuilder()
                            .setOpType("MatMul")
                            .addInput("m" + i)
                            .addInput("m0")
                            .addOutput("m" + (i + 1)));
        }
        graph.addNode(
                NodeProto.newBuilder()
                        .setOpType("ReduceMean")
                        .addInput("m" + times)
                        .addOutput("y")
                        .addAttribute(
                                AttributeProto.newBuilder()
                                        .setName("keepdims")
                                        .setType(AttributeProto.AttributeType.INT)
                                        .setI(1)));
        return file(graph);
    }

    private static byte[] file(GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .setProducerName("sluice")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(13))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static NodeProto node(String operator, String input, String output) {
        return NodeProto.newBuilder().setOpType(operator).addInput(input).addOutput(output).build();
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (long length : shape) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            dimensions.addDim(
                    length < 0 ? dimension.setDimParam("n") : dimension.setDimValue(length));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(
                        TypeProto.newBuilder()
                                .setTensorType(
                                        TypeProto.Tensor.newBuilder()
                                                .setElemType(type.getNumber())
                                                .setShape(dimensions)))
                .build();
    }
}
