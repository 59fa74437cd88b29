package io.sluice.coordinator.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads what a model takes and gives from its ONNX file. Only names, inputs and outputs are held in
 * memory; weights, which are most of a file, are skipped.
 */
final class OnnxReader {
    /** The most bytes of names, inputs and outputs. */
    private static final int MOST_HELD = 4 * 1024 * 1024;

    private static final int BUFFER = 64 * 1024;
    private static final int IR_VERSION =
            tag(ModelProto.IR_VERSION_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
    private static final int OPSET = message(ModelProto.OPSET_IMPORT_FIELD_NUMBER);
    private static final int GRAPH = message(ModelProto.GRAPH_FIELD_NUMBER);
    private static final int NODE = message(GraphProto.NODE_FIELD_NUMBER);
    private static final int INPUT = message(GraphProto.INPUT_FIELD_NUMBER);
    private static final int OUTPUT = message(GraphProto.OUTPUT_FIELD_NUMBER);
    private static final int WEIGHTS = message(GraphProto.INITIALIZER_FIELD_NUMBER);
    private static final int SPARSE_WEIGHTS = message(GraphProto.SPARSE_INITIALIZER_FIELD_NUMBER);
    private static final int SPARSE_VALUES = message(SparseTensorProto.VALUES_FIELD_NUMBER);
    private static final int TENSOR_NAME = message(TensorProto.NAME_FIELD_NUMBER);
    private static final int TENSOR_LOCATION =
            tag(TensorProto.DATA_LOCATION_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);

    private final CodedInputStream in;
    private final Set<String> weights = new HashSet<>();
    private final List<ValueInfoProto> inputs = new ArrayList<>();
    private final List<ValueInfoProto> outputs = new ArrayList<>();
    private long irVersion;
    private int opsets;
    private int graphs;
    private int nodes;
    private int held;

    private OnnxReader(InputStream content) {
        this.in = CodedInputStream.newInstance(content, BUFFER);
    }

    /**
     * What the model takes and gives.
     *
     * @throws NotOnnxException if the content is no ONNX model
     * @throws IOException if the content can't be read
     */
    static ModelSignature read(InputStream content) throws NotOnnxException, IOException {
        try {
            OnnxReader reader = new OnnxReader(content);
            reader.readModel();
            return reader.signature();
        } catch (InvalidProtocolBufferException e) {
            throw new NotOnnxException("it can't be read as ONNX: " + e.getMessage(), e);
        }
    }

    private void readModel() throws NotOnnxException, IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == IR_VERSION) {
                irVersion = in.readInt64();
            } else if (tag == GRAPH) {
                graphs++;
                readMessage(this::readGraphField);
            } else {
                opsets += tag == OPSET ? 1 : 0;
                skip(tag);
            }
        }
        check(irVersion > 0, "it names no version of ONNX's format");
        check(opsets > 0, "it names no set of operators");
        check(graphs == 1, "it has " + graphs + " graphs and not one");
        check(nodes > 0, "its graph computes nothing");
    }

    private void readGraphField(int tag) throws NotOnnxException, IOException {
        if (tag == INPUT) {
            inputs.add(ValueInfoProto.parseFrom(held()));
        } else if (tag == OUTPUT) {
            outputs.add(ValueInfoProto.parseFrom(held()));
        } else if (tag == WEIGHTS) {
            readMessage(this::readTensorField);
        } else if (tag == SPARSE_WEIGHTS) {
            readMessage(this::readSparseTensorField);
        } else {
            nodes += tag == NODE ? 1 : 0;
            skip(tag);
        }
    }

    private void readSparseTensorField(int tag) throws NotOnnxException, IOException {
        if (tag == SPARSE_VALUES) {
            readMessage(this::readTensorField);
        } else {
            skip(tag);
        }
    }

    private void readTensorField(int tag) throws NotOnnxException, IOException {
        if (tag == TENSOR_NAME) {
            weights.add(new String(held(), StandardCharsets.UTF_8));
        } else if (tag == TENSOR_LOCATION) {
            check(
                    in.readEnum() == TensorProto.DataLocation.DEFAULT_VALUE,
                    "some of its weights lie in another file");
        } else {
            skip(tag);
        }
    }

    private void readMessage(FieldReader fields) throws NotOnnxException, IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            fields.read(tag);
        }
        check(in.getBytesUntilLimit() == 0, "it ends too early");
        in.popLimit(outer);
    }

    private void skip(int tag) throws NotOnnxException, IOException {
        check(in.skipField(tag), "it ends a group that was not begun");
    }

    private byte[] held() throws NotOnnxException, IOException {
        int length = in.readRawVarint32();
        check(
                length >= 0 && length <= MOST_HELD - held,
                "its names, inputs and outputs take more than " + MOST_HELD + " bytes");
        held += length;
        return in.readRawBytes(length);
    }

    private ModelSignature signature() throws NotOnnxException {
        List<ModelValue> taken = new ArrayList<>();
        for (ValueInfoProto input : inputs) {
            if (!weights.contains(input.getName())) {
                taken.add(OnnxValue.of(input));
            }
        }
        List<ModelValue> given = new ArrayList<>();
        for (ValueInfoProto output : outputs) {
            given.add(OnnxValue.of(output));
        }
        check(!given.isEmpty(), "it gives nothing");
        return new ModelSignature(taken, given);
    }

    private static void check(boolean isRight, String message) throws NotOnnxException {
        if (!isRight) {
            throw new NotOnnxException(message);
        }
    }

    private static int message(int field) {
        return tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    }

    private static int tag(int field, int wireType) {
        return field << 3 | wireType;
    }

    /** Reads one field of a message. */
    private interface FieldReader {
        void read(int tag) throws NotOnnxException, IOException;
    }
}
