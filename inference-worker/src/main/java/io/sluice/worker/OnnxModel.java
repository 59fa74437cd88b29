package io.sluice.worker;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An ONNX model that is loaded. Any number of threads may run it at the same time. */
final class OnnxModel implements AutoCloseable {
    private static final String INPUTS = "inputs";

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Map<String, TensorInfo> inputs;
    private final ReadWriteLock closing = new ReentrantReadWriteLock();
    private boolean closed;

    private OnnxModel(
            OrtEnvironment environment, OrtSession session, Map<String, TensorInfo> inputs) {
        this.environment = environment;
        this.session = session;
        this.inputs = inputs;
    }

    static OnnxModel open(Path file, int threads) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            // Threads that spin between two operators would take the processor from other tasks,
            // and from heartbeats.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            OrtSession session = environment.createSession(file.toString(), options);
            try {
                return new OnnxModel(environment, session, tensorInputs(session));
            } catch (RuntimeException | OrtException e) {
                session.close();
                throw e;
            }
        }
    }

    private static Map<String, TensorInfo> tensorInputs(OrtSession session) throws OrtException {
        Map<String, TensorInfo> inputs = new TreeMap<>();
        for (NodeInfo input : session.getInputInfo().values()) {
            if (!(input.getInfo() instanceof TensorInfo tensor)) {
                throw new IllegalArgumentException(
                        "input '" + input.getName() + "' of the model is not a tensor");
            }
            inputs.put(input.getName(), tensor);
        }
        return inputs;
    }

    /**
     * Returns the outputs, or nothing if the model was closed.
     *
     * @throws InvalidInput if the payload is not what the model takes
     */
    Optional<JsonNode> run(JsonNode payload) throws OrtException {
        closing.readLock().lock();
        try {
            return closed ? Optional.empty() : Optional.of(runOpen(payload));
        } finally {
            closing.readLock().unlock();
        }
    }

    private JsonNode runOpen(JsonNode payload) throws OrtException {
        Map<String, JsonNode> values = values(payload);
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (Map.Entry<String, TensorInfo> input : inputs.entrySet()) {
                TensorReader reader = new TensorReader(input.getKey(), input.getValue());
                JsonNode value = values.get(input.getKey());
                if (value == null) {
                    throw new InvalidInput("input '" + input.getKey() + "' is missing");
                }
                tensors.put(input.getKey(), reader.read(environment, value));
            }
            try (OrtSession.Result result = session.run(tensors)) {
                return outputs(result);
            }
        } catch (OrtException e) {
            if (e.getCode() == OrtException.OrtErrorCode.ORT_INVALID_ARGUMENT) {
                throw new InvalidInput("the model refuses its input: " + e.getMessage());
            }
            throw e;
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private Map<String, JsonNode> values(JsonNode payload) {
        if (payload.isObject() && payload.path(INPUTS).isObject()) {
            Map<String, JsonNode> values = new TreeMap<>();
            payload.path(INPUTS)
                    .properties()
                    .forEach(input -> values.put(input.getKey(), input.getValue()));
            Set<String> unknown = new TreeSet<>(values.keySet());
            unknown.removeAll(inputs.keySet());
            if (!unknown.isEmpty()) {
                throw new InvalidInput(
                        "the model has no input " + unknown + ", but " + inputs.keySet());
            }
            return values;
        }
        if (inputs.size() == 1 && !payload.isObject()) {
            return Map.of(inputs.keySet().iterator().next(), payload);
        }
        throw new InvalidInput(
                "the payload must be {\"inputs\": {…}} with the inputs " + inputs.keySet());
    }

    private static JsonNode outputs(OrtSession.Result result) throws OrtException {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, OnnxValue> output : result) {
            if (!(output.getValue() instanceof OnnxTensor tensor)) {
                throw new IllegalArgumentException(
                        "output '" + output.getKey() + "' of the model is not a tensor");
            }
            outputs.set(output.getKey(), TensorWriter.json(tensor.getValue()));
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.set("outputs", outputs);
        return whole;
    }

    /** Waits for those who run it. */
    @Override
    public void close() {
        closing.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        } finally {
            closing.writeLock().unlock();
        }
    }
}
