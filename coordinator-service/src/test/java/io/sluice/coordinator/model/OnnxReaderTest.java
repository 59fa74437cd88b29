package io.sluice.coordinator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OnnxReaderTest {
    private final ModelProto.Builder model = OnnxFile.model(1200, 1);

    @Test
    void inputsAndOutputsAreThoseOfTheGraphWithoutItsWeights() throws Exception {
        ModelSignature signature = read(model.build().toByteArray());

        assertThat(signature.inputs())
                .containsExactly(new ModelValue("readings", "tensor(float)", List.of("batch", 3L)));
        assertThat(signature.outputs())
                .containsExactly(new ModelValue("scores", "tensor(float)", List.of("batch", 100L)));
    }

    @Test
    void weightsMayComeAfterTheInputsAndBeSparse() throws Exception {
        SparseTensorProto.Builder weights =
                SparseTensorProto.newBuilder()
                        .setValues(TensorProto.newBuilder().setName("readings"));
        ModelProto.Builder sparse = model.clone();
        sparse.getGraphBuilder().addSparseInitializer(weights);

        assertThat(read(sparse.build().toByteArray()).inputs()).isEmpty();
    }

    @Test
    void typesAreWrittenAsOnnxWritesThem() throws Exception {
        TypeProto.Builder strings =
                TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder()
                                        .setElemType(TensorProto.DataType.STRING_VALUE));
        TypeProto.Builder map =
                TypeProto.newBuilder()
                        .setMapType(
                                TypeProto.Map.newBuilder()
                                        .setKeyType(TensorProto.DataType.INT64_VALUE)
                                        .setValueType(strings));
        model.getGraphBuilder()
                .addOutput(
                        ValueInfoProto.newBuilder()
                                .setName("maps")
                                .setType(
                                        TypeProto.newBuilder()
                                                .setSequenceType(
                                                        TypeProto.Sequence.newBuilder()
                                                                .setElemType(map))))
                .addOutput(OnnxFile.value("any", TensorShapeProto.Dimension.newBuilder()));

        List<ModelValue> outputs = read(model.build().toByteArray()).outputs();

        assertThat(outputs)
                .contains(
                        new ModelValue("maps", "seq(map(int64,tensor(string)))", null),
                        new ModelValue("any", "tensor(float)", List.of("?")));
    }

    @Test
    void modelWithoutAnEssentialPartIsRefused() {
        assertRefused(model.clone().clearIrVersion(), "version");
        assertRefused(model.clone().clearOpsetImport(), "operators");
        assertRefused(model.clone().clearGraph(), "graph");
        ModelProto.Builder withoutNodes = model.clone();
        withoutNodes.getGraphBuilder().clearNode();
        assertRefused(withoutNodes, "computes nothing");
        ModelProto.Builder withoutOutputs = model.clone();
        withoutOutputs.getGraphBuilder().clearOutput();
        assertRefused(withoutOutputs, "gives nothing");
    }

    @Test
    void weightsInAnotherFileAreRefused() {
        model.getGraphBuilder()
                .getInitializerBuilder(0)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL);

        assertRefused(model, "another file");
    }

    @Test
    void namesThatWouldTakeTooMuchMemoryAreRefused() {
        for (int i = 0; i < 5; i++) {
            model.getGraphBuilder().addOutput(OnnxFile.value("x".repeat(1_000_000)));
        }

        assertRefused(model, "more than 4194304 bytes");
    }

    @Test
    void nameWithAZeroIsRefused() {
        model.getGraphBuilder().addOutput(OnnxFile.value("a\0b"));

        assertRefused(model, "U+0000");
    }

    @Test
    void fileThatEndsAnywhereTooEarlyIsRefused() {
        byte[] whole = model.build().toByteArray();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(NotOnnxException.class);
        }
    }

    @Test
    void noiseIsRefused() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            byte[] noise = new byte[random.nextInt(1, 300)];
            random.nextBytes(noise);
            assertThatThrownBy(() -> read(noise)).isInstanceOf(NotOnnxException.class);
        }
    }

    private static void assertRefused(ModelProto.Builder model, String why) {
        assertThatThrownBy(() -> read(model.build().toByteArray()))
                .isInstanceOf(NotOnnxException.class)
                .hasMessageContaining(why);
    }

    private static ModelSignature read(byte[] file) throws Exception {
        return OnnxReader.read(new ByteArrayInputStream(file));
    }
}
